import type { Standardisation } from './examples.ts';
import type { NetworkParameters } from './initialize.ts';
import { isFloats, toMatrix, toTensor } from './safetensors.ts';
import type { Tensor } from './safetensors.ts';

type Tensors = Record<string, Tensor>;

/** What every kind of model has as tensors: W1, b1, …, `mean` and `spread`. */
export function toTensors(model: {
  parameters: NetworkParameters;
  standardisation: Standardisation;
}): Tensors {
  const tensors: Tensors = {};
  for (const [name, matrix] of Object.entries(model.parameters)) tensors[name] = toTensor(matrix);
  for (const name of ['mean', 'spread'] as const) {
    const data = model.standardisation[name];
    tensors[name] = { shape: [data.length], data };
  }
  return tensors;
}

/** Mean and spread; null where they are missing, do not fit together, or a spread cannot be divided by. */
export function readStandardisation({ mean, spread }: Tensors): Standardisation | null {
  if (!(mean?.data instanceof Float32Array && spread?.data instanceof Float32Array)) return null;
  const isWhole =
    isFloats(mean, [mean.data.length || 1]) &&
    isFloats(spread, mean.shape) &&
    spread.data.every((value) => value > 0);
  return isWhole ? { mean: mean.data, spread: spread.data } : null;
}

/**
 * W1…WL and b1…bL, the last with one neuron, and how many outputs each layer has. `inputsOf` tells how many
 * columns W of layer l = 1, 2, … must have, from the outputs of the layer before it.
 */
export function readLayers(
  tensors: Tensors,
  inputsOf: (l: number, previous: number | undefined) => number,
): { ok: true; parameters: NetworkParameters; outputs: number[] } | { ok: false; reason: string } {
  const parameters: NetworkParameters = {};
  const outputs: number[] = [];
  for (let l = 1; tensors[`W${l}`]; l++) {
    const W = tensors[`W${l}`];
    const b = tensors[`b${l}`];
    const n = W?.shape[0] || 1;
    if (!isFloats(W, [n, inputsOf(l, outputs.at(-1))]) || !isFloats(b, [n, 1])) {
      return { ok: false, reason: `layer ${l} does not fit the layer before it` };
    }
    parameters[`W${l}`] = toMatrix(W);
    parameters[`b${l}`] = toMatrix(b);
    outputs.push(n);
  }
  if (outputs.at(-1) !== 1) return { ok: false, reason: 'it has no last layer' };
  const types = new Set(Object.values(parameters).map(({ data }) => data.BYTES_PER_ELEMENT));
  if (types.size !== 1) return { ok: false, reason: 'its layers are of different precision' };
  return { ok: true, parameters, outputs };
}
