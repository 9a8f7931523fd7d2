import { blockedKernels, train } from '../../../core/index.ts';
import type { Examples, Kernels, Training } from '../../../core/index.ts';
import { startClock } from './clock.ts';
import type { Played } from './contestant.ts';
import { LEARNING_RATE, SEED } from './workloads.ts';
import type { Workload } from './workloads.ts';

export interface Steps {
  workload: Workload;
  steps: Training;
}

/** A workload's steps by `train`, without an end. */
export function startTraining(
  workload: Workload,
  examples: Examples,
  kernels: Kernels,
  fullBatchMethod: 'plain' | 'cheapest',
): Steps {
  const { layerSizes, count, minibatchSize, precision } = workload;
  const training = Uint32Array.from({ length: count }, (_, index) => index);
  const settings = {
    hiddenLayers: layerSizes.slice(1, -1),
    learningRate: LEARNING_RATE,
    epochs: 1_000_000,
    minibatchSize,
    seed: SEED,
    scheme: 'he',
    optimizer: 'gradient-descent',
    weightDecay: 0,
    patience: null,
    precision,
    fullBatchMethod,
  } as const;
  const split = { training, validation: new Uint32Array(0) };
  return { workload, steps: train(examples, split, settings, kernels) };
}

/** The next `wanted` steps, timed; the first ones also wait for the run's preparations. */
export function takeSteps({ workload, steps }: Steps, wanted: number): Played {
  const { count, minibatchSize } = workload;
  const size = minibatchSize ?? count;
  let examples = 0;
  let cost = NaN;
  const clock = startClock();
  for (let taken = 0; taken < wanted;) {
    const next = steps.next();
    if (next.done === true) throw new Error(`Expected another step, got ${next.value.stopped}`);
    if (next.value.phase === 'preparing') continue;
    taken += 1;
    examples += Math.min(size, count - (next.value.step - 1) * size);
    cost = next.value.cost;
  }
  return { ...clock(), examples, cost };
}

/** The cost after `checkedSteps` in float64: what everyone is to come to. */
export function expectedCost(workload: Workload, examples: Examples): number {
  const exact: Workload = { ...workload, precision: 'float64' };
  const training = startTraining(exact, examples, blockedKernels(), 'plain');
  return takeSteps(training, workload.checkedSteps).cost;
}
