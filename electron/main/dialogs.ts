import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { MODEL_ENDING, NETWORK_ENDING, PHOTO_ENDINGS } from '../contract/limits.ts';
import * as words from '../words/desktop.ts';

const modelFiles = () => ({ name: words.modelFiles(), extensions: [MODEL_ENDING] });
const allFiles = () => ({ name: words.allFiles(), extensions: ['*'] });

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
    title: words.openFolders(),
    properties: ['openDirectory', 'multiSelections'],
  });

export const askForFolder = async (): Promise<string | null> => {
  const paths = await ask({ title: words.openFolders(), properties: ['openDirectory'] });
  return paths?.[0] ?? null;
};

export const askForPhotos = (): Promise<string[] | null> =>
  ask({
    title: words.choosePhotos(),
    properties: ['openFile', 'multiSelections'],
    filters: [
      {
        name: words.photos(),
        extensions: [...PHOTO_ENDINGS],
      },
      allFiles(),
    ],
  });

export const askForModelFile = async (): Promise<string | null> => {
  const paths = await ask({
    title: words.openModel(),
    properties: ['openFile'],
    filters: [modelFiles(), allFiles()],
  });
  return paths?.[0] ?? null;
};

export const askForNetwork = async (): Promise<string | null> => {
  const paths = await ask({
    title: words.chooseNetwork(),
    properties: ['openFile'],
    filters: [{ name: words.networkFiles(), extensions: [NETWORK_ENDING] }],
  });
  return paths?.[0] ?? null;
};

const askWhereToSave = async (options: SaveDialogOptions): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(options);
  return canceled || filePath === '' ? null : filePath;
};

export const askWhereToSaveAnswers = (): Promise<string | null> =>
  askWhereToSave({
    title: words.saveAnswers(),
    defaultPath: `${words.answersFile()}.csv`,
    filters: [{ name: words.tableFiles(), extensions: ['csv'] }],
  });

export const askWhereToSaveModel = (suggestion: string): Promise<string | null> =>
  askWhereToSave({ title: words.saveModel(), defaultPath: suggestion, filters: [modelFiles()] });
