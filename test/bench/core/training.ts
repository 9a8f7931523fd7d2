import { blockedKernels, train } from '../../../core/index.ts';
import type { Examples, Kernels, TrainingResult, TrainingStep } from '../../../core/index.ts';
import { learningRate, seed } from './workloads.ts';
import type { Workload } from './workloads.ts';

/** A workload's steps by `train`, without an end. */
export const startTraining = (
  { layerSizes, count, minibatchSize, precision }: Workload,
  examples: Examples,
  kernels: Kernels,
  fullBatchMethod: 'plain' | 'cheapest',
): Generator<TrainingStep, TrainingResult, void> => {
  const training = Uint32Array.from({ length: count }, (_, index) => index);
  const settings = {
    hiddenLayers: layerSizes.slice(1, -1),
    learningRate,
    epochs: 1_000_000,
    minibatchSize,
    seed,
    scheme: 'he',
    optimizer: 'gradient-descent',
    weightDecay: 0,
    patience: null,
    precision,
    fullBatchMethod,
  } as const;
  return train(examples, { training, validation: new Uint32Array(0) }, settings, kernels);
};

/** The cost after `checkedSteps` in float64: what everyone is to come to. */
export const expectedCost = (workload: Workload, examples: Examples): number => {
  const exact: Workload = { ...workload, precision: 'float64' };
  const steps = startTraining(exact, examples, blockedKernels(), 'plain');
  let cost = NaN;
  for (let taken = 0; taken < workload.checkedSteps; taken++) {
    const next = steps.next();
    if (next.done !== true) cost = next.value.cost;
  }
  return cost;
};
