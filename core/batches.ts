import type { NumpyRandom } from './random.ts';

/** The training examples cut into steps. */
export interface Batches {
  readonly stepsPerEpoch: number;
  /** Examples in a step; the last one may have fewer. */
  readonly size: number;
  /** The examples in the order of this epoch; may be set to continue an epoch. */
  order: Uint32Array;
  /** Draws a new order, where an epoch has more than one step. */
  beginEpoch(random: Pick<NumpyRandom, 'permutation'>): void;
  /** The examples of step 1…stepsPerEpoch. */
  take(step: number): Uint32Array;
}

/** Cuts the examples at `indices` (at least one) into steps of `minibatchSize`; null takes all in one. */
export function createBatches(indices: Uint32Array, minibatchSize: number | null): Batches {
  const size = Math.min(minibatchSize ?? indices.length, indices.length);
  const stepsPerEpoch = Math.ceil(indices.length / size);
  return {
    stepsPerEpoch,
    size,
    order: indices,
    beginEpoch(random) {
      if (stepsPerEpoch === 1) return;
      this.order = random.permutation(indices.length).map((place) => indices[place]!);
    },
    take(step) {
      return this.order.subarray((step - 1) * size, step * size);
    },
  };
}

/** Standardised examples that may lie in memory at once; of larger steps the gradients are added up. */
const MOST_BYTES = 32 * 2 ** 20;

/** Cuts the examples of a step into parts of about the same size that may be standardised at once. */
export function cutIntoParts(indices: Uint32Array, bytesPerExample: number): Uint32Array[] {
  const most = Math.max(64, Math.floor(MOST_BYTES / bytesPerExample));
  const parts = Math.ceil(indices.length / most);
  return Array.from({ length: parts }, (_, i) => {
    const at = (part: number) => Math.round((part * indices.length) / parts);
    return indices.subarray(at(i), at(i + 1));
  });
}
