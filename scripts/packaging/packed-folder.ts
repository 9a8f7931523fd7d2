import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where electron-builder put the packed app inside its output folder. */
export function packedFolder(output: string): string {
  const name = readdirSync(output).find(
    (entry) =>
      /^(linux|win|mac)(-|$)/.test(entry) && statSync(path.join(output, entry)).isDirectory(),
  );
  if (name === undefined) throw new Error(`Expected a packed app in ${output}, got none`);
  return path.join(output, name);
}

/** The program of a packed app. */
export function programIn(packed: string, platform: NodeJS.Platform): string {
  if (platform === 'darwin') {
    return path.join(packed, 'Purrceptron.app/Contents/MacOS/Purrceptron');
  }
  return path.join(packed, platform === 'win32' ? 'Purrceptron.exe' : 'purrceptron');
}

export function resourcesIn(packed: string, platform: NodeJS.Platform): string {
  return platform === 'darwin'
    ? path.join(packed, 'Purrceptron.app/Contents/Resources')
    : path.join(packed, 'resources');
}
