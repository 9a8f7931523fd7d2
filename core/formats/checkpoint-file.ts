import type { Parameter } from '../network/parameter.ts';
import type { Checkpoint, KeptWeights } from '../training/checkpoint.ts';
import { completeSettings } from '../training/settings.ts';
import type { CompleteSettings } from '../training/settings.ts';
import { earlierSettings, turnEarlierCheckpoint } from './earlier-checkpoints.ts';
import { readSafetensors, toMatrix, toTensor, writeSafetensors } from './safetensors.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

const FORMAT = 'purrceptron-checkpoint';
/** 2: a label is its kind's position; in version 1 the network's logit was of the kind at position 0. */
const VERSION = '2';
const EARLIER_VERSION = '1';

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
  /** The parameters that are biases, by name: all others are weights. */
  biases: string[];
}

/**
 * A checkpoint as bytes in the safetensors layout; `deserializeCheckpoint` gives it back bit for bit.
 *
 * Tensors: `weights.…`, `optimizer.…` (its state), `last-good.…` and `best.…` by the names of the
 * parameters; `mean`, `spread`; `order`; `generator.key` (624 words) and `generator.gaussian` (none or one);
 * `costs` (of this epoch so far, lowest of validation). Metadata: `format`, `version` and `state`, JSON.
 */
export function serializeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { settings, progress, random, order, standardisation, lastGood, best } = checkpoint;
  const { weights, optimizerState } = checkpoint;
  const biases = [...weights, ...optimizerState].filter(({ role }) => role === 'bias');
  const state: State = {
    settings,
    epoch: progress.epoch,
    step: progress.step,
    generatorPosition: random.position,
    lastGoodEpoch: lastGood.epoch,
    bestEpoch: best?.epoch ?? null,
    biases: biases.map(({ name }) => name),
  };
  const gaussian = random.cachedGaussian === null ? [] : [random.cachedGaussian];
  return writeSafetensors({
    metadata: { format: FORMAT, version: VERSION, state: JSON.stringify(state) },
    tensors: {
      ...nameTensors('weights', weights),
      ...nameTensors('optimizer', optimizerState),
      ...nameTensors('last-good', lastGood.weights),
      ...nameTensors('best', best?.weights ?? []),
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
  if (version !== VERSION && version !== EARLIER_VERSION) {
    return damaged(`it was saved by another version of Purrceptron (training format ${version})`);
  }
  const isEarlier = version === EARLIER_VERSION;
  const checkpoint = toCheckpoint(read.file, isEarlier);
  if (!checkpoint) return damaged('something in it is missing');
  return { ok: true, checkpoint: isEarlier ? turnEarlierCheckpoint(checkpoint) : checkpoint };
}

function toCheckpoint({ tensors, metadata }: TensorFile, isEarlier: boolean): Checkpoint | null {
  const state = parseState(metadata.state ?? '', isEarlier);
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
  const collect = (prefix: string) => collectParameters(prefix, tensors, state.biases);
  const best: KeptWeights | null =
    bestEpoch === null ? null : { epoch: bestEpoch, weights: collect('best') };
  return {
    settings,
    progress: { epoch, step, costs: epochCosts, lowestCost },
    random: { key, position: state.generatorPosition, cachedGaussian: gaussian[0] ?? null },
    order,
    standardisation: { mean, spread },
    weights: collect('weights'),
    optimizerState: collect(isEarlier ? 'memory' : 'optimizer'),
    lastGood: { epoch: lastGoodEpoch, weights: collect('last-good') },
    best,
  };
}

function parseState(text: string, isEarlier: boolean): State | null {
  try {
    const state = JSON.parse(text) as State;
    const counts = [state.epoch, state.step, state.generatorPosition, state.lastGoodEpoch];
    const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
    if (![...counts, state.bestEpoch ?? 0].every(isCount)) return null;
    const { biases = [] } = state;
    if (!biases.every((name) => typeof name === 'string')) return null;
    const given = isEarlier ? earlierSettings(state.settings) : state.settings;
    return { ...state, biases, settings: completeSettings(given) };
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

function nameTensors(prefix: string, parameters: readonly Parameter[]): Record<string, Tensor> {
  return Object.fromEntries(
    parameters.map(({ name, matrix }) => [`${prefix}.${name}`, toTensor(matrix)]),
  );
}

/** The parameters whose tensors' names begin with `prefix`. */
function collectParameters(
  prefix: string,
  tensors: Record<string, Tensor>,
  biases: readonly string[],
): Parameter[] {
  const parameters: Parameter[] = [];
  for (const [key, tensor] of Object.entries(tensors)) {
    if (!key.startsWith(`${prefix}.`) || tensor.shape.length !== 2) continue;
    if (tensor.data instanceof Uint32Array) continue;
    const name = key.slice(prefix.length + 1);
    const role = biases.includes(name) ? 'bias' : 'weight';
    parameters.push({ name, role, matrix: toMatrix(tensor) });
  }
  return parameters;
}
