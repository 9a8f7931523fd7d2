import type { NetworkParameters } from './initialize.ts';
import { Matrix } from './matrix.ts';
import type { Model } from './model.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

const FORMAT = 'purrceptron-model';
const VERSION = '1';

export type DeserializedModel = { ok: true; model: Model } | { ok: false; message: string };

/**
 * A model as bytes in the safetensors layout: tensors W1, b1, … of shape (n, nPrev) and (n, 1), `mean` and
 * `spread` of shape (features); metadata `format` and `version`. `deserializeModel` gives the same model
 * back, bit for bit.
 */
export function serializeModel({ parameters, standardisation }: Model): Uint8Array {
  const tensors: Record<string, Tensor> = {};
  for (const [name, matrix] of Object.entries(parameters)) tensors[name] = toTensor(matrix);
  for (const name of ['mean', 'spread'] as const) {
    const data = standardisation[name];
    tensors[name] = { shape: [data.length], data };
  }
  return writeSafetensors({ tensors, metadata: { format: FORMAT, version: VERSION } });
}

/** The model in `bytes`; where they are damaged or of a newer version, a message for a person. */
export function deserializeModel(bytes: Uint8Array): DeserializedModel {
  const read = readSafetensors(bytes);
  if (!read.ok) return damaged(read.reason);
  const { format, version } = read.file.metadata;
  if (format !== FORMAT) return damaged('it is not a Purrceptron model');
  if (version !== VERSION) {
    return {
      ok: false,
      message: `This model was saved by another version of Purrceptron (model format ${version}). Please update Purrceptron, or train again.`,
    };
  }
  return toModel(read.file);
}

function toModel({ tensors }: TensorFile): DeserializedModel {
  const { mean, spread } = tensors;
  if (!isFloat32(mean, [mean?.data.length ?? 0]) || !isFloat32(spread, mean.shape)) {
    return damaged('the mean and spread of its training photos are missing');
  }
  const layerSizes = [mean.data.length];
  const parameters: NetworkParameters = {};
  for (let l = 1; tensors[`W${l}`]; l++) {
    const W = tensors[`W${l}`];
    const b = tensors[`b${l}`];
    const n = W?.shape[0] ?? 0;
    if (!isFloat32(W, [n, layerSizes[l - 1]!]) || !isFloat32(b, [n, 1])) {
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
  return { ok: true, model: { layerSizes, parameters, standardisation } };
}

function damaged(reason: string): DeserializedModel {
  return { ok: false, message: `This model cannot be opened: ${reason}. Please train again.` };
}

function isFloat32(tensor: Tensor | undefined, shape: number[]): tensor is Tensor {
  return (
    tensor?.data instanceof Float32Array &&
    tensor.shape.length === shape.length &&
    tensor.shape.every((size, i) => size === shape[i])
  );
}

// A matrix lies column after column, a tensor row after row.
function toTensor({ rows, cols, data }: Matrix): Tensor {
  return { shape: [rows, cols], data: transpose(data as Float32Array, cols, rows) };
}

function toMatrix({ shape, data }: Tensor): Matrix {
  const [rows, cols] = shape as [number, number];
  return new Matrix(rows, cols, transpose(data as Float32Array, rows, cols));
}

function transpose(data: Float32Array, rows: number, cols: number): Float32Array {
  const transposed = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) transposed[col * rows + row] = data[row * cols + col]!;
  }
  return transposed;
}
