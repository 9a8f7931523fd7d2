import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions } from 'electron';

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

export const askWhereToSave = async (suggestion: string): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: 'Save the answers',
    defaultPath: suggestion,
    filters: [{ name: 'Table (CSV)', extensions: ['csv'] }],
  });
  return canceled || filePath === '' ? null : filePath;
};
