import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { MODEL_ENDING, NETWORK_ENDING, PHOTO_ENDINGS } from '../contract/limits.ts';
import * as words from '../words/desktop.ts';

function modelFiles() {
  return { name: words.modelFiles(), extensions: [MODEL_ENDING] };
}
function allFiles() {
  return { name: words.allFiles(), extensions: ['*'] };
}

async function ask(options: OpenDialogOptions): Promise<string[] | null> {
  const window = BrowserWindow.getAllWindows()[0];
  const { canceled, filePaths } =
    window === undefined
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled || filePaths.length === 0 ? null : filePaths;
}

export function askForFolders(): Promise<string[] | null> {
  return ask({
    title: words.openFolders(),
    properties: ['openDirectory', 'multiSelections'],
  });
}

export async function askForFolder(): Promise<string | null> {
  const paths = await ask({ title: words.openFolders(), properties: ['openDirectory'] });
  return paths?.[0] ?? null;
}

export function askForPhotos(): Promise<string[] | null> {
  return ask({
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
}

export async function askForModelFile(): Promise<string | null> {
  const paths = await ask({
    title: words.openModel(),
    properties: ['openFile'],
    filters: [modelFiles(), allFiles()],
  });
  return paths?.[0] ?? null;
}

export async function askForNetwork(): Promise<string | null> {
  const paths = await ask({
    title: words.chooseNetwork(),
    properties: ['openFile'],
    filters: [{ name: words.networkFiles(), extensions: [NETWORK_ENDING] }],
  });
  return paths?.[0] ?? null;
}

async function askWhereToSave(options: SaveDialogOptions): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(options);
  return canceled || filePath === '' ? null : filePath;
}

export function askWhereToSaveAnswers(): Promise<string | null> {
  return askWhereToSave({
    title: words.saveAnswers(),
    defaultPath: `${words.answersFile()}.csv`,
    filters: [{ name: words.tableFiles(), extensions: ['csv'] }],
  });
}

export function askWhereToSaveModel(suggestion: string): Promise<string | null> {
  return askWhereToSave({
    title: words.saveModel(),
    defaultPath: suggestion,
    filters: [modelFiles()],
  });
}
