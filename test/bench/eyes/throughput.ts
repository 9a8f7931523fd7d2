import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { keenEye } from '../../../electron/imaging/recipe.ts';
import { median, ratios } from '../statistics.ts';
import { featuresThrough } from './networks.ts';
import type { OpenEyes } from './networks.ts';
import { squareOf } from './square.ts';

const edge = 256;
const rounds = 5;

/** Seconds for so many photos of 600 × 450, files read and decoded; medians of the rounds. */
export interface Throughput {
  photos: number;
  /** Through the built-in eye, as the imaging process does it. */
  ours: number;
  /** The same decoder and runtime with nothing around them. */
  bare: number;
  /** ours / bare, round by round: median, lowest and highest. */
  ratio: [median: number, lowest: number, highest: number];
}

/** Colour by colour, as the network wants them. */
const planesOf = (pixels: Uint8Array): Float32Array => {
  const places = edge * edge;
  const planes = new Float32Array(3 * places);
  for (let place = 0; place < places; place++) {
    for (let colour = 0; colour < 3; colour++) {
      planes[colour * places + place] = pixels[3 * place + colour]!;
    }
  }
  return planes;
};

const eachOf = async (
  paths: readonly string[],
  photos: number,
  extract: (path: string) => Promise<unknown>,
): Promise<number> => {
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    while (next < photos) await extract(paths[next++ % paths.length]!);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return (performance.now() - begun) / 1000;
};

/** Both ways on the same files, as many at a time, in the same process and in turns. */
export const measureThroughput = async (
  { eyes, keenFile }: OpenEyes,
  paths: readonly string[],
  photos: number,
): Promise<Throughput> => {
  sharp.concurrency(1);
  sharp.cache(false);
  const featuresOf = featuresThrough(eyes, { id: keenEye.id, own: null });
  await eachOf(paths, 10, featuresOf);
  const runtime = await eyes.runtime();
  const session = await runtime.open(await readFile(keenFile));
  let last: Promise<unknown> = Promise.resolve();
  const runBare = async (path: string): Promise<void> => {
    const values = planesOf(await squareOf(path, edge));
    last = last.then(() => session.run({ image: runtime.tensor(values, [1, 3, edge, edge]) }));
    await last;
  };
  await eachOf(paths, 10, runBare);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await eachOf(paths, photos / rounds, featuresOf));
    bare.push(await eachOf(paths, photos / rounds, runBare));
  }
  await session.release();
  const shares = ratios(ours, bare);
  return {
    photos,
    ours: rounds * median(ours),
    bare: rounds * median(bare),
    ratio: [median(shares), Math.min(...shares), Math.max(...shares)],
  };
};

export const describeThroughput = ({ photos, ours, bare, ratio }: Throughput): string => {
  const [middle, lowest, highest] = ratio.map((value) => value.toFixed(2));
  return (
    `${photos} photos of 600×450 through the built-in eye, files read and decoded: ${ours.toFixed(1)} s, ` +
    `${middle}× (${lowest}–${highest}) the runtime’s own bare loop (${bare.toFixed(1)} s).`
  );
};
