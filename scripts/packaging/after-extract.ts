import { rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/** What lies in a runtime for developers and does not belong to an app. */
const ofTheRuntime = ['resources/app', 'resources/default_app.asar', 'complete.json', 'version'];

/** Called by electron-builder when Electron lies in the new folder and the app does not yet. */
export const afterExtract = ({ appOutDir }: AfterPackContext): void => {
  for (const name of ofTheRuntime) {
    rmSync(path.join(appOutDir, name), { recursive: true, force: true });
  }
};
