/** A network to train, as the table names it. */
export interface Workload {
  name: 'A' | 'A64' | 'B' | 'C';
  /** [inputs, neurons of layer 1, …, 1] */
  layerSizes: readonly number[];
  /** Examples in an epoch. */
  count: number;
  /** Examples in one step; null takes all of them. */
  minibatchSize: number | null;
  /** What the examples come as: the bytes of pixels, or numbers that another network made of them. */
  features: 'uint8' | 'float32';
  precision: 'float32' | 'float64';
  /** Steps after which everyone's cost is compared. */
  checkedSteps: number;
  /** The most that our kernels may take, as a share of NumPy's time with one thread. */
  targets: { oneThread: number; twoThreads: number };
}

const SMALL = {
  layerSizes: [12288, 20, 7, 5, 1],
  count: 209,
  minibatchSize: null,
  features: 'uint8',
} as const;

export const WORKLOADS: readonly Workload[] = [
  {
    ...SMALL,
    name: 'A',
    precision: 'float32',
    checkedSteps: 5,
    targets: { oneThread: 1.35, twoThreads: 0.75 },
  },
  {
    ...SMALL,
    name: 'A64',
    precision: 'float64',
    checkedSteps: 5,
    targets: { oneThread: 1.3, twoThreads: 0.9 },
  },
  {
    name: 'B',
    layerSizes: [12288, 256, 64, 1],
    count: 2000,
    minibatchSize: 64,
    features: 'uint8',
    precision: 'float32',
    checkedSteps: 2,
    targets: { oneThread: 1.5, twoThreads: 0.95 },
  },
  {
    name: 'C',
    layerSizes: [1280, 128, 1],
    count: 2000,
    minibatchSize: 64,
    features: 'float32',
    precision: 'float32',
    checkedSteps: 8,
    targets: { oneThread: 1.45, twoThreads: 1 },
  },
];

/** Low enough that the cost has not reached zero by the last round, where numbers would become tiny. */
export const LEARNING_RATE = 0.0005;

/** For the first weights and the order of the examples. */
export const SEED = 1;

/**
 * Additions and multiplications of one epoch's products: W · APrev and dZ · APrevᵀ in every layer, Wᵀ · dZ
 * in all but the first.
 */
export function operationsOf({ layerSizes, count }: Workload): number {
  let perExample = 0;
  for (let l = 1; l < layerSizes.length; l++) {
    perExample += (l === 1 ? 4 : 6) * layerSizes[l] * layerSizes[l - 1];
  }
  return perExample * count;
}

/** What the table counts in: one step where it takes all examples, one epoch otherwise. */
export function describeWorkload({
  layerSizes,
  count,
  minibatchSize,
  precision,
}: Workload): string {
  const network = `[${layerSizes.join(', ')}], ${precision}`;
  return minibatchSize === null
    ? `${network}, one step on all of ${count} examples`
    : `${network}, one epoch of ${count} examples in minibatches of ${minibatchSize}`;
}
