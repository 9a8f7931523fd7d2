import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { ProblemError } from './problem-error.ts';

/**
 * Writes a file that a person chose the place of: all of it is there afterwards, or what was there before.
 *
 * @throws ProblemError naming the file when it cannot be written.
 */
export async function saveFile(file: string, content: string | Uint8Array): Promise<void> {
  // Beside the file, since a file moves as a whole only on its own disk.
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    await writeToDisk(unfinished, content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new ProblemError({
      code: 'cannot-save',
      parameters: { file, systemCode: (error as NodeJS.ErrnoException).code ?? '' },
    });
  }
}

async function writeToDisk(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
