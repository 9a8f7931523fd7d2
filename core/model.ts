import { sigmoid } from './activations.ts';
import type { Activation } from './activations.ts';
import { convolutionalLogits } from './convolution/model.ts';
import type { ConvolutionalModel } from './convolution/model.ts';
import { crossEntropy } from './cost.ts';
import { gatherStandardised } from './examples.ts';
import type { Examples, Standardisation } from './examples.ts';
import type { NetworkParameters } from './initialize.ts';
import { blockedKernels } from './kernels/blocked.ts';
import type { Kernels } from './kernels/kernels.ts';
import { arrayTypeOf } from './matrix.ts';
import type { FloatArray } from './matrix.ts';
import { computePanelLogits } from './panel-answers.ts';
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
 * P(label = 1) for one example, `features` as they were in training (bytes as bytes). The number is the
 * same to the last bit as from `modelPredictMany` with any other examples beside it.
 *
 * @throws RangeError when the example does not have the model's number of features.
 */
export function modelPredict(model: Model, features: Uint8Array | Float32Array): number {
  if (features.length !== model.layerSizes[0]) {
    throw new RangeError(`Expected ${model.layerSizes[0]} features, got ${features.length}`);
  }
  return modelPredictMany(model, features)[0]!;
}

/**
 * P(label = 1) for each of the examples that lie one after another in `features`.
 *
 * @throws RangeError when the length is not a multiple of the model's number of features.
 */
export function modelPredictMany(
  model: Model,
  features: Uint8Array | Float32Array,
  kernels: Kernels = blockedKernels(),
): Float64Array {
  const count = features.length / model.layerSizes[0]!;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Expected a multiple of ${model.layerSizes[0]} features, got ${features.length}`,
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

function computeLogits(
  model: Model,
  features: Uint8Array | Float32Array,
  indices: Uint32Array,
  kernels: Kernels,
): FloatArray {
  if (model.kind === 'convolutional') return convolutionalLogits(model, features, indices, kernels);
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
