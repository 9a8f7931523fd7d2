import type { Standardisation } from '../features/examples.ts';
import { frontOf, partsOf } from '../features/front.ts';
import { LOSSES } from '../loss/losses.ts';
import type { Model } from '../network/model.ts';
import { placeLayers } from '../network/network.ts';
import type { Network } from '../network/network.ts';
import type { Parameter } from '../network/parameter.ts';
import type { ModelPlan } from './model-plan.ts';
import { isFloats, toMatrix } from './safetensors.ts';
import type { TensorFile } from './safetensors.ts';

/** A model, or why there is none: `newer` where it names something that this version does not know. */
export type ReadModel =
  { ok: true; model: Model } | { ok: false; reason: 'newer' | 'damaged'; what: string };

/** The model of a plan whose names are all known, with the numbers of a file. */
export function buildModel(plan: ModelPlan, { tensors }: TensorFile): ReadModel {
  const standardisation = readStandardisation(tensors);
  if (standardisation?.mean.length !== (plan.input.picture?.channels ?? plan.input.values)) {
    return damaged('the mean and spread of its training photos are missing');
  }
  const placed = place(plan);
  if (!placed.ok) return damaged(placed.what);
  const read = readParameters(placed.network, tensors);
  if (!read.ok) return damaged(read.what);
  const front = plan.front === null ? null : frontOf(plan.front);
  if (front && partsOf(front).featureCount !== plan.input.values) {
    return damaged(`it does not fit what ${front} sees`);
  }
  return { ok: true, model: { ...plan, front, parameters: read.parameters, standardisation } };
}

function place({
  layers,
  input,
  loss,
}: ModelPlan): { ok: true; network: Network } | { ok: false; what: string } {
  try {
    const network = placeLayers(layers, input);
    LOSSES.get(loss).kindsFor(network[network.length - 1].output.values);
    return { ok: true, network };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, what: 'its layers do not fit together' };
    throw error;
  }
}

function readParameters(
  network: Network,
  tensors: TensorFile['tensors'],
): { ok: true; parameters: Parameter[] } | { ok: false; what: string } {
  const parameters: Parameter[] = [];
  for (const [i, layer] of network.entries()) {
    for (const { name, role, rows, cols } of layer.parameters) {
      const tensor = tensors[name];
      if (!isFloats(tensor, [rows, cols])) {
        return { ok: false, what: `layer ${i + 1} does not fit the layer before it` };
      }
      parameters.push({ name, role, matrix: toMatrix(tensor) });
    }
  }
  const types = new Set(parameters.map(({ matrix }) => matrix.data.BYTES_PER_ELEMENT));
  return types.size === 1
    ? { ok: true, parameters }
    : { ok: false, what: 'its layers are of different precision' };
}

/** Mean and spread; null where they are missing, do not fit together, or a spread cannot be divided by. */
function readStandardisation({ mean, spread }: TensorFile['tensors']): Standardisation | null {
  if (!(mean?.data instanceof Float32Array && spread?.data instanceof Float32Array)) return null;
  const isWhole =
    isFloats(mean, [mean.data.length || 1]) &&
    isFloats(spread, mean.shape) &&
    spread.data.every((value) => value > 0);
  return isWhole ? { mean: mean.data, spread: spread.data } : null;
}

export function damaged(what: string): ReadModel {
  return { ok: false, reason: 'damaged', what };
}
