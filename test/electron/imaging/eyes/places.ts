import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eyes } from '../../../../electron/imaging/eyes/eyes.ts';
import { makeKeen } from '../../../../scripts/keen/make-keen.ts';

export const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

export const scratchFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'purrceptron-eyes-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Eyes that run from source: the built-in network is made as the build makes it. */
export const eyesFromSource = async (): Promise<Eyes> => {
  const keen = path.join(scratchFolder(), 'keen.onnx');
  await writeFile(keen, await makeKeen(packages));
  return new Eyes({ keen, runtime: null });
};

/** Eyes of which only those without a network are asked. */
export const eyesWithoutNetworks = (): Eyes => new Eyes({ keen: 'none', runtime: null });
