import { copyParameters, overwriteParameters } from '../network/parameter.ts';
import type { Parameter } from '../network/parameter.ts';

/** A copy of the weights to come back to. */
export interface WeightSnapshot {
  /** The epoch after which the copy was made; 0 is the start. */
  readonly epoch: number;
  /** The copy itself. */
  readonly weights: readonly Parameter[];
  save(weights: readonly Parameter[], epoch: number): void;
  /** Writes the copy back into `weights`. */
  restore(weights: readonly Parameter[]): void;
}

/** A snapshot of `weights` at the start, epoch 0. */
export function keepWeights(weights: readonly Parameter[]): WeightSnapshot {
  const copy = weights.map((parameter) => ({ ...parameter, ...copyParameters([parameter])[0] }));
  let savedEpoch = 0;
  return {
    get epoch() {
      return savedEpoch;
    },
    weights: copy,
    save(current, epoch) {
      overwriteParameters(copy, current);
      savedEpoch = epoch;
    },
    restore: (current) => overwriteParameters(current, copy),
  };
}
