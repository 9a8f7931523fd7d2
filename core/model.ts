import { sigmoid } from './activations.ts';
import type { Activation } from './activations.ts';
import { convolutionalLogits } from './convolution/model.ts';
import type { ConvolutionalModel } from './convolution/model.ts';
import { crossEntropy } from './cost.ts';
import { gatherStandardised } from './examples.ts';
import type { Examples, Standardisation } from './examples.ts';
import { lookThrough, partsOf } from './front.ts';
import type { Front } from './front.ts';
import type { NetworkParameters } from './initialize.ts';
import { blockedKernels } from './kernels/blocked.ts';
import type { Kernels } from './kernels/kernels.ts';
import { arrayTypeOf } from './matrix.ts';
import type { FloatArray } from './matrix.ts';
import { computePanelLogits } from './panels/answers.ts';
import { createWorkspace, forwardPass } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** A trained network with all that is needed to use it. */
export type Model = DenseModel | ConvolutionalModel;

/** A network of dense layers. */
export interface DenseModel {
  kind?: 'dense';
  /** [features, neurons of layer 1, …, 1] */
  layerSizes: number[];
  /** Float32, or Float64 where it was trained so. */
  parameters: NetworkParameters;
  /** Of the hidden layers; ReLU where none is named. */
  activation?: Activation;
  standardisation: Standardisation;
  /** What makes its features of pictures; where none is named, it is given the features themselves. */
  front?: Front;
}

/** How well a model answers for some examples. */
export interface Evaluation {
  count: number;
  correct: number;
  /** correct / count, 0 to 1. */
  accuracy: number;
  /** Mean cross-entropy. */
  cost: number;
  /** P(label = 1) for each example, in the order asked. */
  probabilities: Float64Array;
}

const BATCH = 64;

/**
 * P(label = 1) for one example, `features` as they were in training (bytes as bytes), or a picture where the
 * model has a front. The number is the same to the last bit as from `modelPredictMany` with any other
 * examples beside it.
 *
 * @throws RangeError when the example does not have as many numbers as the model is given.
 */
export function modelPredict(model: Model, features: Uint8Array | Float32Array): number {
  if (features.length !== inputCountOf(model)) {
    throw new RangeError(`Expected ${inputCountOf(model)} features, got ${features.length}`);
  }
  return modelPredictMany(model, features)[0]!;
}

/**
 * P(label = 1) for each of the examples that lie one after another in `features`.
 *
 * @throws RangeError when the length is not a multiple of what the model is given of one example.
 */
export function modelPredictMany(
  model: Model,
  features: Uint8Array | Float32Array,
  kernels: Kernels = blockedKernels(),
): Float64Array {
  const count = features.length / inputCountOf(model);
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Expected a multiple of ${inputCountOf(model)} features, got ${features.length}`,
    );
  }
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  return Float64Array.from(computeLogits(model, features, indices, kernels), sigmoid);
}

/** How well the model answers for the examples at `indices`. With none: accuracy and cost are 0. */
export function evaluateModel(
  model: Model,
  examples: Examples,
  indices: Uint32Array,
  kernels: Kernels = blockedKernels(),
): Evaluation {
  const logits = computeLogits(model, examples.features, indices, kernels);
  return evaluateLogits(
    logits,
    Float32Array.from(indices, (index) => examples.labels[index]!),
  );
}

/** How well these logits answer for examples with these labels. */
export function evaluateLogits(logits: FloatArray, labels: Float32Array): Evaluation {
  const count = labels.length;
  const correct = labels.filter((label, i) => (logits[i]! > 0 ? 1 : 0) === label).length;
  return {
    count,
    correct,
    accuracy: count > 0 ? correct / count : 0,
    cost: count > 0 ? crossEntropy(logits, labels, count) : 0,
    probabilities: Float64Array.from(logits, sigmoid),
  };
}

/** How many numbers of one example the model is given: features, or the bytes of a picture for its front. */
function inputCountOf(model: Model): number {
  const front = model.kind === 'convolutional' ? undefined : model.front;
  return front ? partsOf(front).inputCount : model.layerSizes[0]!;
}

function computeLogits(
  model: Model,
  features: Uint8Array | Float32Array,
  indices: Uint32Array,
  kernels: Kernels,
): FloatArray {
  if (model.kind === 'convolutional') return convolutionalLogits(model, features, indices, kernels);
  const { front, ...behind } = model;
  if (front) return computeLogitsThrough(front, behind, features, indices, kernels);
  if (kernels.simd) return computePanelLogits(model, features, indices, kernels.simd);
  const { layerSizes, standardisation } = model;
  const ArrayType = arrayTypeOf(model.parameters.W1!);
  const logits = new ArrayType(indices.length);
  let workspace: Workspace | undefined;
  for (let start = 0; start < indices.length; start += BATCH) {
    const batch = indices.subarray(start, start + BATCH);
    if (workspace?.m !== batch.length) {
      workspace = createWorkspace(layerSizes, batch.length, ArrayType);
    }
    gatherStandardised(workspace.X, features, batch, standardisation);
    logits.set(forwardPass(workspace, model, kernels), start);
  }
  return logits;
}

/** The logits of the model behind a front, a few pictures at a time. */
function computeLogitsThrough(
  front: Front,
  behind: DenseModel,
  pictures: Uint8Array | Float32Array,
  indices: Uint32Array,
  kernels: Kernels,
): FloatArray {
  const logits = new (arrayTypeOf(behind.parameters.W1!))(indices.length);
  for (let start = 0; start < indices.length; start += BATCH) {
    const batch = indices.subarray(start, start + BATCH);
    const seen = lookThrough(front, pictures, batch);
    const places = batch.map((_, place) => place);
    logits.set(computeLogits(behind, seen, places, kernels), start);
  }
  return logits;
}
