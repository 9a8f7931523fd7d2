import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { EyePreset } from '../../../electron/contract.ts';
import type { Eyes } from '../../../electron/imaging/eyes/eyes.ts';
import { loadNativeRuntime } from '../../../electron/imaging/eyes/native-runtime.ts';
import { Network } from '../../../electron/imaging/eyes/network.ts';
import { networkFile } from '../../../electron/imaging/eyes/places.ts';
import type { Runtime } from '../../../electron/imaging/eyes/runtime.ts';
import { loadWebRuntime, WEB_THREADS } from '../../../electron/imaging/eyes/web-runtime.ts';
import { FIRST_KEEN_EYE, KEEN_EYE } from '../../../electron/imaging/recipe.ts';
import type { BuiltInEye } from '../../../electron/imaging/recipe.ts';
import { PACKAGES } from '../../make-eyes.ts';
import { median, ratios } from '../statistics.ts';
import { featuresThrough } from './networks.ts';
import { squareOf } from './square.ts';

const ROUNDS = 5;

/** The built-in network as it lies where it was made for tests. */
function fileOf({ id }: BuiltInEye): string {
  return path.join(PACKAGES, '.cache/purrceptron', networkFile(id));
}

/** Median, lowest and highest of what is divided round by round. */
type Ratio = [median: number, lowest: number, highest: number];

function ratioOf(some: readonly number[], others: readonly number[]): Ratio {
  const shares = ratios(some, others);
  return [median(shares), Math.min(...shares), Math.max(...shares)];
}

/** Seconds for so many photos of 600 × 450, files read and decoded; medians of the rounds. */
export interface Throughput {
  photos: number;
  threads: number;
  /** Through the built-in eye, as the imaging process does it. */
  ours: number;
  /** As many threads with the same decoder and runtime, and nothing around them. */
  bare: number;
  ratio: Ratio;
}

/** Seconds until each way of looking has taken its share of the photos. */
async function shared(
  paths: readonly string[],
  photos: number,
  ways: readonly ((path: string) => Promise<unknown>)[],
): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const work = async (look: (path: string) => Promise<unknown>) => {
    while (next < photos) await look(paths[next++ % paths.length]);
  };
  await Promise.all(ways.map(work));
  return (performance.now() - begun) / 1000;
}

function bareLooker() {
  const worker = new Worker(new URL('bare-looker.ts', import.meta.url), {
    workerData: { networkFile: fileOf(KEEN_EYE) },
  });
  worker.on('error', (error) => {
    throw error;
  });
  const look = (file: string) =>
    new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage(file);
    });
  return { worker, look };
}

/** Both ways on the same files, with as many threads that look, in the same process and in turns. */
export async function measureThroughput(
  eyes: Eyes,
  paths: readonly string[],
  photos: number,
): Promise<Throughput> {
  sharp.concurrency(1);
  sharp.cache(false);
  const threads = availableParallelism();
  const look = featuresThrough(eyes, { id: KEEN_EYE.id, own: null });
  // As many in hand as the queue before the imaging process has.
  const ways = Array.from({ length: threads + 4 }, () => look);
  const lookers = Array.from({ length: threads }, bareLooker);
  const bareWays = lookers.map((looker) => looker.look);
  await shared(paths, 20, ways);
  await shared(paths, 20, bareWays);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await shared(paths, photos / ROUNDS, ways));
    bare.push(await shared(paths, photos / ROUNDS, bareWays));
  }
  await Promise.all(lookers.map(({ worker }) => worker.terminate()));
  return {
    photos,
    threads,
    ours: ROUNDS * median(ours),
    bare: ROUNDS * median(bare),
    ratio: ratioOf(ours, bare),
  };
}

/** Milliseconds for one picture that is decoded already; medians. */
export interface Turns {
  looks: number;
  /** The built-in eye through the native runtime, on one thread. */
  native: number;
  /** What was built in before, through WebAssembly, on as many threads as it was used with. */
  before: number;
  threads: number;
  ratio: Ratio;
}

async function opened(runtime: Runtime, eye: BuiltInEye): Promise<Network> {
  const network = await Network.open(runtime, await readFile(fileOf(eye)), true);
  if (network.ok) return network.value;
  throw new Error(network.problem.code);
}

/** The new eye as it runs now and the old one as it ran before, picture by picture in turns. */
export async function measureTurns(photo: string, looks: number): Promise<Turns> {
  const native = await opened(await loadNativeRuntime(), KEEN_EYE);
  const before = await opened(await loadWebRuntime(null), FIRST_KEEN_EYE);
  const timed = async (network: Network, preset: EyePreset): Promise<number> => {
    const picture = await squareOf(photo, network.input.width);
    const begun = performance.now();
    await network.look(picture, preset, ['features']);
    return performance.now() - begun;
  };
  const times: { native: number[]; before: number[] } = { native: [], before: [] };
  for (let look = -3; look < looks; look++) {
    const one = await timed(native, 'minus-one-to-one');
    const other = await timed(before, 'bytes');
    if (look < 0) continue;
    times.native.push(one);
    times.before.push(other);
  }
  await Promise.all([native.release(), before.release()]);
  return {
    looks,
    native: median(times.native),
    before: median(times.before),
    threads: WEB_THREADS,
    ratio: ratioOf(times.native, times.before),
  };
}

export function describeThroughput({ photos, threads, ours, bare, ratio }: Throughput): string {
  const [middle, lowest, highest] = ratio.map((value) => value.toFixed(2));
  return (
    `${photos} photos of 600×450 through the built-in eye, files read and decoded: ${ours.toFixed(1)} s, ` +
    `${middle}× (${lowest}–${highest}) a bare loop of ${threads} threads (${bare.toFixed(1)} s).`
  );
}

export function describeTurns({ looks, native, before, threads, ratio }: Turns): string {
  return (
    `One picture through Keen, native, one thread: ${native.toFixed(1)} ms; through the Keen before it, ` +
    `WebAssembly, ${threads} threads: ${before.toFixed(1)} ms; ${ratio[0].toFixed(2)}× of its time, median of ${looks} looks in turns.`
  );
}
