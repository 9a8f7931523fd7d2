import { frontOf } from '../features/front.ts';
import { ACTIVATIONS } from '../layers/activations/activations.ts';
import { LAYERS } from '../layers/layers.ts';
import { LOSSES } from '../loss/losses.ts';
import type { Model } from '../network/model.ts';
import { buildModel, damaged } from './build-model.ts';
import type { ReadModel } from './build-model.ts';
import { readEarlierModel } from './earlier-models.ts';
import { readPlan } from './model-plan.ts';
import type { ModelPlan } from './model-plan.ts';
import { readSafetensors, toTensor, writeSafetensors } from './safetensors.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

const FORMAT = 'purrceptron-model';
/** The first version that says of every layer what it is, and whose single logit is of the kind at position 1. */
const VERSION = 5;

export type DeserializedModel =
  | { ok: true; model: Model; about: string }
  | { ok: false; reason: 'not-a-model' | 'newer' | 'damaged'; message: string };

/**
 * A model as bytes in the safetensors layout: its parameters W1, b1, … row after row, and `mean` and `spread`;
 * metadata `format`, `version` and `network`, which is JSON of what the model is besides its numbers
 * (`ModelPlan`). What is told `about` the model is metadata too. `deserializeModel` gives the same model back,
 * bit for bit.
 */
export function serializeModel(model: Model, about = ''): Uint8Array {
  const { input, layers, loss, front, isMirrored, parameters, standardisation } = model;
  const plan: ModelPlan = { input, layers, loss, front, isMirrored };
  const tensors: Record<string, Tensor> = {};
  for (const { name, matrix } of parameters) tensors[name] = toTensor(matrix);
  for (const name of ['mean', 'spread'] as const) {
    const data = standardisation[name];
    tensors[name] = { shape: [data.length], data };
  }
  const metadata = { format: FORMAT, version: String(VERSION), network: JSON.stringify(plan) };
  return writeSafetensors({
    tensors,
    metadata: about === '' ? metadata : { ...metadata, about },
  });
}

/**
 * The model in `bytes`, which may come from anywhere: every number in it is finite and every shape fits.
 * Otherwise what they are instead, with a message for a person.
 */
export function deserializeModel(bytes: Uint8Array): DeserializedModel {
  const read = readSafetensors(bytes);
  const { format, version = '' } = read.ok ? read.file.metadata : read.metadata;
  if (format !== FORMAT) return refuse('not-a-model', 'it is not a Purrceptron model');
  if (!read.ok) return refuse('damaged', read.reason);
  if (!/^[1-9]\d*$/.test(version)) return refuse('damaged', 'it does not say how its layers work');
  if (Number(version) > VERSION) return newer(`model format ${version}`);
  const model = Number(version) < VERSION ? readEarlierModel(read.file) : readModel(read.file);
  if (model.ok) return { ...model, about: read.file.metadata.about ?? '' };
  return model.reason === 'newer' ? newer(model.what) : refuse('damaged', model.what);
}

function readModel(file: TensorFile): ReadModel {
  const plan = readPlan(file.metadata.network ?? '');
  if (!plan) return damaged('it does not say how its layers work');
  return unknownIn(plan) ?? buildModel(plan, file);
}

/** What of a plan this version does not know. */
function unknownIn({ layers, loss, front }: ModelPlan): ReadModel | null {
  const unknown = [
    ...layers.filter(({ kind }) => !LAYERS.find(kind)).map(({ kind }) => kind),
    ...layers.flatMap(({ activation }) =>
      activation === null || ACTIVATIONS.find(activation) ? [] : [activation],
    ),
    ...(LOSSES.find(loss) ? [] : [loss]),
    ...(front === null || frontOf(front) ? [] : [front]),
  ];
  const [first] = unknown;
  return first === undefined ? null : { ok: false, reason: 'newer', what: first };
}

function newer(what: string): DeserializedModel {
  const message = `This model was saved by a newer Purrceptron (${what}). Please update Purrceptron, or train again.`;
  return { ok: false, reason: 'newer', message };
}

function refuse(reason: 'not-a-model' | 'damaged', why: string): DeserializedModel {
  const message = `This model cannot be opened: ${why}. Please train again.`;
  return { ok: false, reason, message };
}
