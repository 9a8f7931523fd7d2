import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';

import type { Contestant } from './contestant.ts';
import type { KernelChoice } from './kernels.ts';
import { compileLimit } from './limit/compile.ts';
import type { LimitOrder } from './limit/limit.ts';
import type { OursOrder } from './ours.ts';
import { blasEnvironment, buildLoops, findNumpy, peerFolder } from './peers/find.ts';
import { electronPlayer, linePlayer, nodePlayer } from './players.ts';
import { LEARNING_RATE } from './workloads.ts';
import type { Workload } from './workloads.ts';

export interface Field {
  workload: Workload;
  /** With the workload's files. */
  folder: string;
  /** For programs that are built. */
  scratch: string;
  /** An Electron that runs the driver app. */
  app: ElectronApplication;
  /** The folder of the driver app. */
  drivers: string;
}

const OURS_FILE = 'core-contestant.js';

type Host = 'Electron' | 'Node';

function ours(
  { app, folder, drivers }: Field,
  host: Host,
  kernels: KernelChoice,
  about: Partial<Contestant> & { name: string },
  fullBatchMethod: OursOrder['fullBatchMethod'] = 'plain',
): Contestant {
  const order: OursOrder = { folder, kernels, fullBatchMethod };
  const file = path.join(drivers, OURS_FILE);
  return {
    ...about,
    start: async () =>
      host === 'Electron' ? await electronPlayer(app, file, order) : nodePlayer(file, order),
  };
}

function threadsInWords(threads: 1 | 2): string {
  return threads === 1 ? '1 thread' : '2 threads';
}

/** The relaxed build in Electron is what the targets are for; the portable one may take 1.3 times as long. */
function simd(field: Field, host: Host): Contestant[] {
  const { oneThread, twoThreads } = field.workload.targets;
  return (['relaxed', 'portable'] as const).flatMap((build) =>
    ([1, 2] as const).map((threads) => {
      const name = `${host}, ${build} SIMD, ${threadsInWords(threads)}`;
      const relaxedTarget = threads === 1 ? oneThread : twoThreads;
      const target = build === 'relaxed' ? relaxedTarget : 1.3 * relaxedTarget;
      const isBest = host === 'Electron' && build === 'relaxed' && threads === 1;
      const about = {
        name,
        ...(host === 'Electron' && { target }),
        ...(isBest && ({ role: 'ours' } as const)),
      };
      return ours(field, host, { build, threads }, about);
    }),
  );
}

function plain(field: Field, host: Host): Contestant[] {
  return [
    ours(field, host, { build: 'blocked', threads: 1 }, { name: `${host}, blocked JavaScript` }),
    ours(
      field,
      host,
      { build: 'reference', threads: 1 },
      {
        name: `${host}, the naive loops (reference)`,
        ...(host === 'Electron' && ({ role: 'naive' } as const)),
      },
    ),
  ];
}

/** As many sums in registers, on one thread: no kernel in WebAssembly can be faster. */
function limit({ workload, app, drivers }: Field): Contestant {
  return {
    name: 'Electron, sums in registers, the limit of WebAssembly',
    otherCost: 'sums alone',
    start: async () => {
      const order: LimitOrder = { workload, module: await compileLimit() };
      return electronPlayer(app, path.join(drivers, 'core-limit.js'), order);
    },
  };
}

/** Full batch through the Gram matrix of the examples; its set-up is not in the time of a step. */
function throughGram(field: Field): Contestant {
  const name = 'Electron, through the Gram matrix';
  const about = { name, target: 0.1, hasOtherOperations: true } as const;
  return ours(field, 'Electron', { build: 'relaxed', threads: 1 }, about, 'cheapest');
}

function ownKernels(field: Field): Contestant[] {
  return [
    ...simd(field, 'Electron'),
    ...plain(field, 'Electron'),
    ...(field.workload.name === 'A64' ? [throughGram(field)] : []),
    limit(field),
    ...simd(field, 'Node'),
    ...plain(field, 'Node'),
  ];
}

function numpy({ folder }: Field, threads: 1 | 2): Contestant {
  return {
    name: `NumPy with OpenBLAS, ${threadsInWords(threads)}`,
    ...(threads === 1 && { role: 'baseline' }),
    start: async () => {
      const { python } = await findNumpy();
      const script = path.join(import.meta.dirname, 'peers', 'train_numpy.py');
      return linePlayer(python, [script, folder], blasEnvironment(threads));
    },
  };
}

function loops({ workload, folder, scratch }: Field): Contestant {
  return {
    name: 'C++ -O3 -march=native, the limit of one core',
    start: async () => {
      const program = await buildLoops(workload, scratch);
      const { minibatchSize, count, layerSizes } = workload;
      const numbers = [LEARNING_RATE, minibatchSize ?? count, count, ...layerSizes].map(String);
      return linePlayer(program, [folder, ...numbers], process.env);
    },
  };
}

function libraries({ folder, workload }: Field): Contestant[] {
  // Neither has float64.
  if (workload.precision === 'float64') return [];
  const tensorflow = (way: string): Contestant => ({
    name: `TensorFlow.js, ${way}`,
    ...(way === 'wasm, transposed' && { role: 'tensorflow' }),
    start: async () => {
      const from = peerFolder('@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm');
      const file = path.join(import.meta.dirname, 'peers', 'tensorflow.ts');
      return nodePlayer(file, { folder, from, way });
    },
  });
  return [
    tensorflow('wasm, transposed'),
    tensorflow('wasm, own optimizer'),
    tensorflow('cpu'),
    {
      name: 'brain.js',
      otherCost: 'one example at a time, squared errors',
      start: async () => {
        const from = peerFolder('brain.js');
        const file = path.join(import.meta.dirname, 'peers', 'brain.ts');
        return nodePlayer(file, { folder, from, way: '' });
      },
    },
  ];
}

/** All contestants for a workload, in the order of the table. */
export function contestantsFor(field: Field): Contestant[] {
  return [
    ...ownKernels(field),
    numpy(field, 1),
    numpy(field, 2),
    loops(field),
    ...libraries(field),
  ];
}
