import type { Examples, Split, Standardisation } from '../features/examples.ts';
import type { Loss } from '../loss/loss.ts';
import type { Targets } from '../loss/targets.ts';
import type { Model } from '../network/model.ts';
import type { Network } from '../network/network.ts';
import type { Parameter } from '../network/parameter.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { NumpyRandom } from '../random/numpy-random.ts';
import type { Kernels } from '../tensor/kernels.ts';
import type { FloatArray } from '../tensor/matrix.ts';

/** A training, as far as it decides what computes its steps and how. */
export interface Task {
  examples: Examples;
  split: Split;
  kernels: Kernels;
  network: Network;
  loss: Loss;
  targets: Targets;
  standardisation: Standardisation;
  optimizer: Optimizer;
  settings: TaskSettings;
  /** Examples in the largest step. */
  stepSize: number;
  /** Whether every step takes the same examples in the same order, and nothing of them changes. */
  isAlwaysSame: boolean;
}

/** What an engine has to know of a training's settings. */
export interface TaskSettings {
  epochs: number;
  dropout: number;
  l2: number;
  weightDecay: number;
  gradientClipping: number | null;
  /** Whether each step sees its pictures changed anew. */
  stepAugmentation: boolean;
  fullBatchMethod: 'cheapest' | 'plain';
}

/** What computes the steps of a training, and answers. */
export interface Engine {
  readonly name: string;
  /** How its steps are told of: on the features, or through the Gram matrix of the examples. */
  readonly method: 'plain' | 'gram';
  /** Whether it computes in Float64 whatever the model is to have. */
  readonly needsFloat64: boolean;
  /** Whether it can compute this training, and should. */
  takes(task: Task): boolean;
  /** From these first parameters, which it may write over. Yields what part of its preparation is done, 0 to 1. */
  start(task: Task, parameters: Parameter[]): Generator<number, Descent, void>;
}

/** A training whose steps an engine computes. */
export interface Descent {
  /** All that is learned, in a layout of its own; copies may be written back in place. */
  readonly weights: readonly Parameter[];
  /** The mean cost of the examples at `batch` without a penalty; keeps what their gradients need. */
  forward(batch: Uint32Array, random: NumpyRandom): number;
  /** The gradients of the last `forward`, in the layout of `weights`; whoever asks may change them. */
  gradients(): readonly Parameter[];
  /** Where the engine moves the weights itself: how; otherwise whoever trains does. */
  readonly mover?: Mover;
  /** Σ w² over all weights, where that is not the sum over `weights`. */
  squaredNorm?(): number;
  /** The logits of the examples kept aside. */
  keptLogits(): FloatArray;
  /** Whether all weights are finite after the last step, where that is known without looking at each. */
  isFinite?(): boolean;
  /** The parameters as ordinary matrices, good until the next step. */
  parameters(): Parameter[];
  /** Where the engine's arrays do not lie as ordinary matrices: how they become such. */
  readonly layout?: ParameterLayout;
  /** Gives back what it holds of the kernels' memory; it must not be used any more. */
  close?(): void;
}

/** Weights that an engine moves itself, penalty and decay included. */
export interface Mover {
  /** What the optimizer remembers, in the layout of the weights. */
  readonly optimizerState: readonly Parameter[];
  /**
   * Takes the step of the last `forward`; or by the gradients as they are after `gradients`, which then
   * have the penalty in them.
   */
  move(learningRate: number, t: number, isByGradients: boolean): void;
}

/** A way for parameters to lie in memory. */
export interface ParameterLayout {
  /** Ordinary copies of parameters in this layout. */
  toOrdinary(parameters: readonly Parameter[]): Parameter[];
  /** Writes ordinary ones into `target` in this layout. @throws RangeError when one is missing or does not fit. */
  fromOrdinary(target: readonly Parameter[], parameters: readonly Parameter[]): void;
}

/** What computes the logits of a model. */
export interface AnsweringEngine {
  takes(model: Model, kernels: Kernels): boolean;
  /** (outputs, m), each example's the same to the last bit whatever the others are. */
  logits(
    model: Model,
    features: Examples['features'],
    indices: Uint32Array,
    kernels: Kernels,
  ): FloatArray;
}
