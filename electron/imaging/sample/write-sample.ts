import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planSample } from './plan-sample.ts';
import type { SamplePicture } from './plan-sample.ts';
import { renderSample } from './render-sample.ts';

export interface WriteSampleOptions {
  /** Called after each file with how many of all are written. */
  readonly onProgress?: (written: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** How many pictures to write; all 240 where not given. */
  readonly count?: number;
}

/** A picture of the sample and the file it was written to. */
export interface WrittenPicture extends SamplePicture {
  readonly path: string;
}

/** Drawing is bound by the processor; more at once only holds more pixels in memory. */
const AT_ONCE = 3;

/** Written beside its place and renamed into it, so that a half-written file never has the name. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Draws the sample of the seed into the folder (made if it is not there) and returns its pictures
 * in the order of their names. Files of an earlier run are replaced.
 *
 * @throws the signal's reason if it aborts; whole files that were written before stay.
 * @throws the file system's error, for example `ENOSPC`, if a file cannot be written.
 */
export async function writeSample(
  folder: string,
  seed: number,
  { onProgress, signal, count }: WriteSampleOptions = {},
): Promise<WrittenPicture[]> {
  signal?.throwIfAborted();
  const pictures = planSample(seed, count).map((picture) => ({
    ...picture,
    path: join(folder, picture.folder ?? '', picture.fileName),
  }));
  const folders = new Set(pictures.map((picture) => join(folder, picture.folder ?? '')));
  for (const each of folders) await mkdir(each, { recursive: true });

  const waiting = pictures.values();
  let written = 0;
  let failed = false;
  const writeNext = async (): Promise<void> => {
    for (const picture of waiting) {
      if (failed) return;
      signal?.throwIfAborted();
      await writeWhole(picture.path, await renderSample(picture));
      written += 1;
      onProgress?.(written, pictures.length);
    }
  };
  const workers = Array.from({ length: AT_ONCE }, () =>
    writeNext().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  // Every worker must have stopped before the error is passed on: the caller may remove the folder.
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return pictures;
}
