import type { NetworkParameters } from './initialize.ts';
import type { FloatArray } from './matrix.ts';

/** A copy of the weights to come back to. */
export interface WeightSnapshot {
  /** The epoch after which the copy was made; 0 is the start. */
  readonly epoch: number;
  save(parameters: NetworkParameters, epoch: number): void;
  /** Writes the copy back into `parameters`. */
  restore(parameters: NetworkParameters): void;
}

/** A snapshot of `parameters` at the start, epoch 0. */
export function keepWeights(parameters: NetworkParameters): WeightSnapshot {
  const copies = new Map<string, FloatArray>();
  for (const [key, matrix] of Object.entries(parameters)) copies.set(key, matrix.data.slice());
  let savedEpoch = 0;
  return {
    get epoch() {
      return savedEpoch;
    },
    save(current, epoch) {
      for (const [key, matrix] of Object.entries(current)) copies.get(key)!.set(matrix.data);
      savedEpoch = epoch;
    },
    restore(current) {
      for (const [key, matrix] of Object.entries(current)) matrix.data.set(copies.get(key)!);
    },
  };
}
