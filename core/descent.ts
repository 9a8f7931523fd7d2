import type { Examples, Split, Standardisation } from './examples.ts';
import type { NetworkParameters } from './initialize.ts';
import type { Kernels } from './kernels/kernels.ts';
import type { Matrix } from './matrix.ts';
import type { Evaluation, Model } from './model.ts';
import type { NumpyRandom } from './random.ts';
import type { CompleteSettings } from './settings.ts';
import type { Targets } from './targets.ts';

/** What every run starts from, whatever the network. */
export interface RunSetup {
  examples: Examples;
  split: Split;
  settings: CompleteSettings;
  kernels: Kernels;
  standardisation: Standardisation;
}

/** What the descent of a dense network starts from. */
export interface DescentSetup extends RunSetup {
  targets: Targets;
  layerSizes: number[];
  /** The first weights, in the precision to train in. */
  parameters: NetworkParameters;
}

/** A way to compute the steps of a run. */
export interface Descent {
  readonly method: 'plain' | 'gram';
  readonly stepsPerEpoch: number;
  /** The training examples in the order of this epoch; may be set to continue an epoch. */
  order: Uint32Array;
  /** All that is learned, in a layout of its own; copies may be written back in place. */
  readonly weights: Record<string, Matrix>;
  /** What the optimizer remembers, in the same way. */
  readonly memory: Record<string, Matrix>;
  beginEpoch(random: NumpyRandom): void;
  /** The cost of step 1…stepsPerEpoch before it is taken, and of how many examples it is the mean. */
  forward(step: number, random: NumpyRandom): { cost: number; m: number };
  /** Takes the step of the last `forward`; `t` counts the steps of the run from 1. */
  backward(learningRate: number, t: number): void;
  /** How well the weights answer for the examples kept aside; null when there are none. */
  validate(): Evaluation | null;
  /** Whether all weights are finite after the last step, where that is known without looking at each. */
  isFinite?(): boolean;
  /** The model with these weights. */
  model(): Model;
  /** Where `weights` and `memory` do not lie as ordinary matrices: how they become such. */
  readonly layout?: MatrixLayout;
  /** Gives back what it holds of the kernels' memory; it must not be used any more. */
  close?(): void;
}

/** A way for matrices to lie in memory. */
export interface MatrixLayout {
  /** Ordinary copies of matrices in this layout. */
  toMatrices(matrices: Record<string, Matrix>): Record<string, Matrix>;
  /** Writes ordinary matrices into `target` in this layout. @throws RangeError when one is missing or does not fit. */
  fromMatrices(target: Record<string, Matrix>, matrices: Record<string, Matrix>): void;
}
