import type { NumpyRandom } from '../random/numpy-random.ts';

/** The training examples cut into steps. */
export interface Batches {
  readonly stepsPerEpoch: number;
  /** Examples in a step; the last one may have fewer. */
  readonly size: number;
  /** Whether every step takes the same examples in the same order. */
  readonly isAlwaysSame: boolean;
  /** The examples in the order of this epoch; may be set to continue an epoch. */
  order: Uint32Array;
  /** Draws a new order where epochs differ. */
  beginEpoch(random: Pick<NumpyRandom, 'permutation'>): void;
  /** The examples of step 1…stepsPerEpoch. */
  take(step: number): Uint32Array;
}

/**
 * Cuts the examples at `indices` (at least one) into steps of `minibatchSize`; null takes all in one. Where one
 * step takes all, their order is the same in every epoch, unless `isAlwaysDrawn`.
 */
export function createBatches(
  indices: Uint32Array,
  minibatchSize: number | null,
  isAlwaysDrawn: boolean,
): Batches {
  const size = Math.min(minibatchSize ?? indices.length, indices.length);
  const stepsPerEpoch = Math.ceil(indices.length / size);
  const isAlwaysSame = stepsPerEpoch === 1 && !isAlwaysDrawn;
  return {
    stepsPerEpoch,
    size,
    isAlwaysSame,
    order: indices,
    beginEpoch(random) {
      if (isAlwaysSame) return;
      this.order = random.permutation(indices.length).map((place) => indices[place]);
    },
    take(step) {
      return this.order.subarray((step - 1) * size, step * size);
    },
  };
}
