import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import * as m from '../../resources/words/compiled/messages.js';

function modelFiles() {
  return { name: m.dialog_model_files(), extensions: ['purrmodel'] };
}

function allFiles() {
  return { name: m.dialog_all_files(), extensions: ['*'] };
}

const ask = async (options: OpenDialogOptions): Promise<string[] | null> => {
  const window = BrowserWindow.getAllWindows()[0];
  const { canceled, filePaths } =
    window === undefined
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled || filePaths.length === 0 ? null : filePaths;
};

export const askForFolders = (): Promise<string[] | null> =>
  ask({
    title: m.dialog_open_folder(),
    properties: ['openDirectory', 'multiSelections'],
  });

export const askForPhotos = (): Promise<string[] | null> =>
  ask({
    title: m.dialog_choose_photos(),
    properties: ['openFile', 'multiSelections'],
    filters: [
      {
        name: m.dialog_photos(),
        extensions: ['jpg', 'jpeg', 'png', 'webp', 'avif', 'tif', 'tiff', 'gif'],
      },
      allFiles(),
    ],
  });

export const askForModelFile = async (): Promise<string | null> => {
  const paths = await ask({
    title: m.dialog_open_model(),
    properties: ['openFile'],
    filters: [modelFiles(), allFiles()],
  });
  return paths?.[0] ?? null;
};

export const askForNetwork = async (): Promise<string | null> => {
  const paths = await ask({
    title: m.dialog_choose_network(),
    properties: ['openFile'],
    filters: [{ name: m.dialog_networks(), extensions: ['onnx'] }],
  });
  return paths?.[0] ?? null;
};

const askWhereToSave = async (options: SaveDialogOptions): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(options);
  return canceled || filePath === '' ? null : filePath;
};

export const askWhereToSaveAnswers = (): Promise<string | null> =>
  askWhereToSave({
    title: m.dialog_save_answers(),
    defaultPath: m.dialog_answers_name(),
    filters: [{ name: m.dialog_tables(), extensions: ['csv'] }],
  });

export const askWhereToSaveModel = (suggestion: string): Promise<string | null> =>
  askWhereToSave({
    title: m.dialog_save_model(),
    defaultPath: suggestion,
    filters: [modelFiles()],
  });
