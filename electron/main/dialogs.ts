import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';

const modelFiles = { name: 'Purrceptron model', extensions: ['purrmodel'] };

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
    title: 'Open a folder of photos',
    properties: ['openDirectory', 'multiSelections'],
  });

export const askForPhotos = (): Promise<string[] | null> =>
  ask({
    title: 'Choose photos to classify',
    properties: ['openFile', 'multiSelections'],
    filters: [
      {
        name: 'Photos',
        extensions: ['jpg', 'jpeg', 'png', 'webp', 'avif', 'tif', 'tiff', 'gif'],
      },
      { name: 'All files', extensions: ['*'] },
    ],
  });

export const askForModelFile = async (): Promise<string | null> => {
  const paths = await ask({
    title: 'Open a model',
    properties: ['openFile'],
    filters: [modelFiles, { name: 'All files', extensions: ['*'] }],
  });
  return paths?.[0] ?? null;
};

export const askForNetwork = async (): Promise<string | null> => {
  const paths = await ask({
    title: 'Choose a network to see through',
    properties: ['openFile'],
    filters: [{ name: 'Networks (ONNX)', extensions: ['onnx'] }],
  });
  return paths?.[0] ?? null;
};

const askWhereToSave = async (options: SaveDialogOptions): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(options);
  return canceled || filePath === '' ? null : filePath;
};

export const askWhereToSaveAnswers = (): Promise<string | null> =>
  askWhereToSave({
    title: 'Save the answers',
    defaultPath: 'answers.csv',
    filters: [{ name: 'Table (CSV)', extensions: ['csv'] }],
  });

export const askWhereToSaveModel = (suggestion: string): Promise<string | null> =>
  askWhereToSave({ title: 'Save the model', defaultPath: suggestion, filters: [modelFiles] });
