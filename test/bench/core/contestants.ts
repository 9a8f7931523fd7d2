import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';

import type { Contestant } from './contestant.ts';
import type { KernelChoice } from './kernels.ts';
import type { OursOrder } from './ours.ts';
import { blasEnvironment, buildLoops, findNumpy, peerFolder } from './peers/find.ts';
import { electronPlayer, linePlayer, nodePlayer } from './players.ts';
import { learningRate } from './workloads.ts';
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

const oursFile = 'core-contestant.js';

type Host = 'Electron' | 'Node';

const ours = (
  { app, folder, drivers }: Field,
  host: Host,
  kernels: KernelChoice,
  about: Partial<Contestant> & { name: string },
  fullBatchMethod: OursOrder['fullBatchMethod'] = 'plain',
): Contestant => {
  const order: OursOrder = { folder, kernels, fullBatchMethod };
  const file = path.join(drivers, oursFile);
  return {
    ...about,
    start: async () =>
      host === 'Electron' ? await electronPlayer(app, file, order) : nodePlayer(file, order),
  };
};

const ownKernels = (field: Field): Contestant[] =>
  (['Electron', 'Node'] as const).flatMap((host) => [
    ours(field, host, { name: 'reference' }, { name: `${host}, reference (the naive loops)` }),
    ours(field, host, { name: 'blocked' }, { name: `${host}, blocked` }),
  ]);

/** Full batch through the Gram matrix of the examples; its set-up is not in the time of a step. */
const throughGram = (field: Field): Contestant[] =>
  field.workload.name === 'A64'
    ? [
        ours(
          field,
          'Electron',
          { name: 'blocked' },
          { name: 'Electron, through the Gram matrix', target: 0.1 },
          'cheapest',
        ),
      ]
    : [];

const numpy = ({ folder }: Field, threads: number): Contestant => ({
  name: `NumPy with OpenBLAS, ${threads === 1 ? 'one thread' : `${threads} threads`}`,
  isBaseline: threads === 1,
  start: async () => {
    const { python } = await findNumpy();
    const script = path.join(import.meta.dirname, 'peers', 'train_numpy.py');
    return linePlayer(python, [script, folder], blasEnvironment(threads));
  },
});

const loops = ({ workload, folder, scratch }: Field): Contestant => ({
  name: 'C++ -O3 -march=native, the limit of one core',
  start: async () => {
    const program = await buildLoops(workload.precision, scratch);
    const { minibatchSize, count, layerSizes } = workload;
    const numbers = [learningRate, minibatchSize ?? count, count, ...layerSizes].map(String);
    return linePlayer(program, [folder, ...numbers], process.env);
  },
});

const libraries = ({ folder, workload }: Field): Contestant[] => {
  // Neither has float64.
  if (workload.precision === 'float64') return [];
  const tensorflow = (way: string): Contestant => ({
    name: `TensorFlow.js, ${way}`,
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
};

/** Everybody who trains a workload, in the order of the table. */
export const contestantsFor = (field: Field): Contestant[] => [
  ...ownKernels(field),
  ...throughGram(field),
  numpy(field, 1),
  numpy(field, 2),
  loops(field),
  ...libraries(field),
];
