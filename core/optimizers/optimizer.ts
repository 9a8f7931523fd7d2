import type { FloatArray } from '../tensor/matrix.ts';

/** A rule by which a gradient g moves a parameter w, with learning rate α, in step t = 1, 2, … */
export interface Optimizer {
  /** As settings name it. */
  readonly name: string;
  /** What it remembers of each parameter, one array of w's length for each name. */
  readonly remembers: readonly string[];
  /** Whether the step is linear in w, g and what is remembered, so that it commutes with linear maps of them. */
  readonly isLinear: boolean;
  /** Moves w in place; `remembered` is in the order of `remembers`, zeros before step 1. */
  move(
    w: FloatArray,
    g: FloatArray,
    learningRate: number,
    t: number,
    remembered: readonly FloatArray[],
  ): void;
}
