import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { networkFile } from '../electron/imaging/eyes/places.ts';
import { networks } from '../scripts/eyes/networks.ts';

export const PACKAGES = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Makes the built-in networks where processes that run from source find them, before any test needs them. */
export async function setup(): Promise<void> {
  const folder = path.join(PACKAGES, '.cache/purrceptron');
  await mkdir(folder, { recursive: true });
  for (const { eye, make } of networks) {
    const file = path.join(folder, networkFile(eye.id));
    const known = await readFile(file).catch(() => Buffer.alloc(0));
    if (createHash('sha256').update(known).digest('hex') === eye.contentHash) continue;
    // Two runs at once must never read half a file.
    const own = `${file}.${process.pid}`;
    await writeFile(own, await make(PACKAGES));
    await rename(own, file);
  }
}
