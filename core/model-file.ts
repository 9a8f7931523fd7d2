import type { NetworkParameters } from './initialize.ts';
import type { Activation } from './activations.ts';
import type { Model } from './model.ts';
import { readSafetensors, toMatrix, toTensor, writeSafetensors } from './safetensors.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

const FORMAT = 'purrceptron-model';
/** Hidden layers are ReLU. */
const RELU_VERSION = '1';
/** Hidden layers are as the metadata's `activation` says; version 1 must not be taken for it. */
const ACTIVATION_VERSION = '2';
const ACTIVATIONS: readonly string[] = ['leaky-relu', 'tanh', 'sigmoid'] satisfies Activation[];

export type DeserializedModel = { ok: true; model: Model } | { ok: false; message: string };

/**
 * A model as bytes in the safetensors layout: tensors W1, b1, … of shape (n, nPrev) and (n, 1), `mean` and
 * `spread` of shape (features); metadata `format` and `version`, and `activation` where it is not ReLU.
 * `deserializeModel` gives the same model back, bit for bit.
 */
export function serializeModel({ parameters, activation, standardisation }: Model): Uint8Array {
  const tensors: Record<string, Tensor> = {};
  for (const [name, matrix] of Object.entries(parameters)) tensors[name] = toTensor(matrix);
  for (const name of ['mean', 'spread'] as const) {
    const data = standardisation[name];
    tensors[name] = { shape: [data.length], data };
  }
  const metadata: Record<string, string> =
    activation === undefined || activation === 'relu'
      ? { format: FORMAT, version: RELU_VERSION }
      : { format: FORMAT, version: ACTIVATION_VERSION, activation };
  return writeSafetensors({ tensors, metadata });
}

/** The model in `bytes`; where they are damaged or of a newer version, a message for a person. */
export function deserializeModel(bytes: Uint8Array): DeserializedModel {
  const read = readSafetensors(bytes);
  if (!read.ok) return damaged(read.reason);
  const { format, version, activation } = read.file.metadata;
  if (format !== FORMAT) return damaged('it is not a Purrceptron model');
  const isKnown =
    version === RELU_VERSION ||
    (version === ACTIVATION_VERSION && ACTIVATIONS.includes(activation ?? ''));
  if (!isKnown) {
    return {
      ok: false,
      message: `This model was saved by another version of Purrceptron (model format ${version}). Please update Purrceptron, or train again.`,
    };
  }
  return toModel(read.file);
}

function toModel({ tensors, metadata }: TensorFile): DeserializedModel {
  const { mean, spread } = tensors;
  const isStandardisation =
    mean?.data instanceof Float32Array &&
    spread?.data instanceof Float32Array &&
    hasShape(mean, [mean.data.length]) &&
    hasShape(spread, mean.shape);
  if (!isStandardisation) {
    return damaged('the mean and spread of its training photos are missing');
  }
  const layerSizes = [mean.data.length];
  const parameters: NetworkParameters = {};
  for (let l = 1; tensors[`W${l}`]; l++) {
    const W = tensors[`W${l}`];
    const b = tensors[`b${l}`];
    const n = W?.shape[0] ?? 0;
    if (!isFloats(W, [n, layerSizes[l - 1]!]) || !isFloats(b, [n, 1])) {
      return damaged(`layer ${l} does not fit the layer before it`);
    }
    parameters[`W${l}`] = toMatrix(W);
    parameters[`b${l}`] = toMatrix(b);
    layerSizes.push(n);
  }
  if (layerSizes.length < 2 || layerSizes.at(-1) !== 1) return damaged('it has no last layer');
  const standardisation = {
    mean: mean.data as Float32Array,
    spread: spread.data as Float32Array,
  };
  const activation = (metadata.activation ?? 'relu') as Activation;
  return { ok: true, model: { layerSizes, parameters, activation, standardisation } };
}

function damaged(reason: string): DeserializedModel {
  return { ok: false, message: `This model cannot be opened: ${reason}. Please train again.` };
}

function isFloats(tensor: Tensor | undefined, shape: number[]): tensor is Tensor {
  return tensor !== undefined && !(tensor.data instanceof Uint32Array) && hasShape(tensor, shape);
}

function hasShape(tensor: Tensor, shape: number[]): boolean {
  return tensor.shape.length === shape.length && tensor.shape.every((size, i) => size === shape[i]);
}
