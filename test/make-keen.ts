import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keenEye } from '../electron/imaging/recipe.ts';
import { makeKeen } from '../scripts/keen/make-keen.ts';

export const packages = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Makes the built-in network where processes that run from source find it, before any test needs it. */
export const setup = async (): Promise<void> => {
  const file = path.join(packages, '.cache/purrceptron/keen.onnx');
  const known = await readFile(file).catch(() => Buffer.alloc(0));
  if (createHash('sha256').update(known).digest('hex') === keenEye.contentHash) return;
  await mkdir(path.dirname(file), { recursive: true });
  // Two runs at once must never read half a file.
  const own = `${file}.${process.pid}`;
  await writeFile(own, await makeKeen(packages));
  await rename(own, file);
};
