// `core/` on one workload, as the app's training process runs it: `train` with everything it does in a
// step. Runs in plain Node as well as in Electron's utility process.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Order, Played } from './contestant.ts';
import type { WorkloadFile } from './data.ts';
import { chooseKernels } from './kernels.ts';
import type { KernelChoice } from './kernels.ts';
import { startTraining, takeSteps } from './training.ts';

/** The argument of the process, as JSON. */
export interface OursOrder {
  /** With the files of `writeData`. */
  folder: string;
  kernels: KernelChoice;
  /** Through the Gram matrix of the examples where `train` finds that cheaper. */
  fullBatchMethod: 'plain' | 'cheapest';
}

const { folder, kernels, fullBatchMethod } = JSON.parse(process.argv[2] ?? '{}') as OursOrder;

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(folder, name)));
}

async function start() {
  const file = path.join(folder, 'workload.json');
  const workload = JSON.parse(readFileSync(file, 'utf8')) as WorkloadFile;
  const { count, layerSizes } = workload;
  const bytes = read('features');
  const features = workload.features === 'uint8' ? bytes : new Float32Array(bytes.buffer);
  const examples = { features, labels: read('labels.u8'), count, featureCount: layerSizes[0] };
  const chosen = await chooseKernels(kernels);
  return startTraining(workload, examples, chosen, fullBatchMethod);
}

const started = start();

async function play({ steps }: Order): Promise<Played> {
  return takeSteps(await started, steps);
}

const port = process.parentPort as typeof process.parentPort | undefined;
if (port === undefined) {
  process.on('message', (order: Order) => {
    void play(order).then((played) => process.send?.(played));
  });
} else {
  port.on('message', ({ data }: { data: Order }) => {
    void play(data).then((played) => port.postMessage(played));
  });
}
