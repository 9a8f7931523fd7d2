import { rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/** Files of a runtime that are for developers only. */
const OF_THE_RUNTIME = ['resources/app', 'resources/default_app.asar', 'complete.json', 'version'];

/** Called by electron-builder when Electron is in the new folder and the app is not yet. */
export function afterExtract({ appOutDir }: AfterPackContext): void {
  for (const name of OF_THE_RUNTIME) {
    rmSync(path.join(appOutDir, name), { recursive: true, force: true });
  }
}
