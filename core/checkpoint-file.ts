import type { Checkpoint, KeptWeights } from './checkpoint.ts';
import type { Matrix } from './matrix.ts';
import { readSafetensors, toMatrix, toTensor, writeSafetensors } from './safetensors.ts';
import type { Tensor, TensorFile } from './safetensors.ts';
import { completeConvolutionalSettings, isConvolutional } from './convolution/settings.ts';
import { completeSettings } from './settings.ts';
import type { CompleteSettings } from './settings.ts';

const FORMAT = 'purrceptron-checkpoint';
const VERSION = '1';

export type DeserializedCheckpoint =
  { ok: true; checkpoint: Checkpoint } | { ok: false; message: string };

/** The part of a checkpoint that is not numbers by the thousand. */
interface State {
  settings: CompleteSettings;
  epoch: number;
  step: number;
  generatorPosition: number;
  lastGoodEpoch: number;
  bestEpoch: number | null;
}

/**
 * A checkpoint as bytes in the safetensors layout; `deserializeCheckpoint` gives it back bit for bit.
 *
 * Tensors: `weights.…`, `memory.…` (the optimizer's), `last-good.…` and `best.…` by the names of the
 * weights; `mean`, `spread`; `order`; `generator.key` (624 words) and `generator.gaussian` (none or one);
 * `costs` (of this epoch so far, lowest of validation). Metadata: `format`, `version` and `state`, JSON.
 */
export function serializeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { settings, progress, random, order, standardisation, lastGood, best } = checkpoint;
  const state: State = {
    settings,
    epoch: progress.epoch,
    step: progress.step,
    generatorPosition: random.position,
    lastGoodEpoch: lastGood.epoch,
    bestEpoch: best?.epoch ?? null,
  };
  const gaussian = random.cachedGaussian === null ? [] : [random.cachedGaussian];
  return writeSafetensors({
    metadata: { format: FORMAT, version: VERSION, state: JSON.stringify(state) },
    tensors: {
      ...nameTensors('weights', checkpoint.weights),
      ...nameTensors('memory', checkpoint.memory),
      ...nameTensors('last-good', lastGood.weights),
      ...nameTensors('best', best?.weights ?? {}),
      mean: toVector(standardisation.mean),
      spread: toVector(standardisation.spread),
      order: toVector(order),
      'generator.key': toVector(random.key),
      'generator.gaussian': toVector(Float64Array.from(gaussian)),
      costs: toVector(Float64Array.of(progress.costs, progress.lowestCost)),
    },
  });
}

/** The checkpoint in `bytes`; where they are damaged or of another version, a message for a person. */
export function deserializeCheckpoint(bytes: Uint8Array): DeserializedCheckpoint {
  const read = readSafetensors(bytes);
  if (!read.ok) return damaged(read.reason);
  const { format, version } = read.file.metadata;
  if (format !== FORMAT) return damaged('it is not a training of Purrceptron');
  if (version !== VERSION) {
    return damaged(`it was saved by another version of Purrceptron (training format ${version})`);
  }
  const checkpoint = toCheckpoint(read.file);
  return checkpoint ? { ok: true, checkpoint } : damaged('something in it is missing');
}

function toCheckpoint({ tensors, metadata }: TensorFile): Checkpoint | null {
  const state = parseState(metadata.state ?? '');
  const mean = tensors.mean?.data;
  const spread = tensors.spread?.data;
  const order = tensors.order?.data;
  const costs = tensors.costs?.data;
  const key = tensors['generator.key']?.data;
  const gaussian = tensors['generator.gaussian']?.data;
  const isWhole =
    state !== null &&
    mean instanceof Float32Array &&
    spread instanceof Float32Array &&
    order instanceof Uint32Array &&
    key instanceof Uint32Array &&
    gaussian instanceof Float64Array &&
    costs instanceof Float64Array &&
    costs.length === 2;
  if (!isWhole || key.length !== 624 || state.generatorPosition > 624) return null;
  const [epochCosts, lowestCost] = costs as unknown as [number, number];
  const { settings, epoch, step, lastGoodEpoch, bestEpoch } = state;
  const best: KeptWeights | null =
    bestEpoch === null ? null : { epoch: bestEpoch, weights: collect('best', tensors) };
  return {
    settings,
    progress: { epoch, step, costs: epochCosts, lowestCost },
    random: { key, position: state.generatorPosition, cachedGaussian: gaussian[0] ?? null },
    order,
    standardisation: { mean, spread },
    weights: collect('weights', tensors),
    memory: collect('memory', tensors),
    lastGood: { epoch: lastGoodEpoch, weights: collect('last-good', tensors) },
    best,
  };
}

function parseState(text: string): State | null {
  try {
    const state = JSON.parse(text) as State;
    const counts = [state.epoch, state.step, state.generatorPosition, state.lastGoodEpoch];
    const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
    if (![...counts, state.bestEpoch ?? 0].every(isCount)) return null;
    const { settings } = state;
    const complete = isConvolutional(settings)
      ? completeConvolutionalSettings(settings)
      : completeSettings(settings);
    return { ...state, settings: complete };
  } catch {
    // Whatever it is, it is not what was written.
    return null;
  }
}

function damaged(reason: string): DeserializedCheckpoint {
  return {
    ok: false,
    message: `This training cannot be continued: ${reason}. Please train again.`,
  };
}

function toVector(data: Tensor['data']): Tensor {
  return { shape: [data.length], data };
}

function nameTensors(prefix: string, matrices: Record<string, Matrix>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(matrices).map(([name, matrix]) => [`${prefix}.${name}`, toTensor(matrix)]),
  );
}

/** The matrices whose names begin with `prefix`. */
function collect(prefix: string, tensors: Record<string, Tensor>): Record<string, Matrix> {
  const matrices: Record<string, Matrix> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    if (!name.startsWith(`${prefix}.`) || tensor.shape.length !== 2) continue;
    if (tensor.data instanceof Uint32Array) continue;
    matrices[name.slice(prefix.length + 1)] = toMatrix(tensor);
  }
  return matrices;
}
