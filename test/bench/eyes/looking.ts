import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { keenEye } from '../../../electron/imaging/recipe.ts';
import { lookWith } from './networks.ts';
import type { OpenEyes } from './networks.ts';
import { squareOf } from './square.ts';

/** Seconds for so many photos of 600 × 450, files read and decoded. */
export interface Looking {
  photos: number;
  /** Through the built-in eye, as the imaging process does it. */
  ours: number;
  /** The same decoder and runtime with nothing around them. */
  bare: number;
}

const eachOf = async (
  paths: readonly string[],
  photos: number,
  look: (path: string) => Promise<unknown>,
): Promise<number> => {
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    while (next < photos) await look(paths[next++ % paths.length]!);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return (performance.now() - begun) / 1000;
};

/** Both ways on the same files, as many at a time, in the same process and one after the other. */
export const measureLooking = async (
  { eyes, keenFile }: OpenEyes,
  paths: readonly string[],
  photos: number,
): Promise<Looking> => {
  sharp.concurrency(1);
  sharp.cache(false);
  const look = lookWith(eyes, { id: keenEye.id, own: null });
  await eachOf(paths, 10, look);
  const runtime = await eyes.runtime();
  const session = await runtime.open(await readFile(keenFile));
  let last: Promise<unknown> = Promise.resolve();
  const lookBare = async (path: string): Promise<void> => {
    const values = Float32Array.from(await squareOf(path, 256));
    last = last.then(() => session.run({ image: runtime.tensor(values, [1, 256, 256, 3]) }));
    await last;
  };
  await eachOf(paths, 10, lookBare);
  const ours = await eachOf(paths, photos, look);
  const bare = await eachOf(paths, photos, lookBare);
  await session.release();
  return { photos, ours, bare };
};

export const describeLooking = ({ photos, ours, bare }: Looking): string =>
  `${photos} photos of 600×450 through the built-in eye, files read and decoded: ${ours.toFixed(1)} s, ` +
  `${(ours / bare).toFixed(2)}× the runtime’s own bare loop (${bare.toFixed(1)} s).`;
