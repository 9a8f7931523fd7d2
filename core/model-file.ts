import type { Activation } from './activations.ts';
import { describeConvolutional, readConvolutional } from './convolution/model-file.ts';
import { frontOf, partsOf } from './front.ts';
import type { DenseModel, Model } from './model.ts';
import { readLayers, readStandardisation, toTensors } from './model-tensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { TensorFile } from './safetensors.ts';

const FORMAT = 'purrceptron-model';
/** Hidden layers are ReLU. */
const RELU_VERSION = '1';
/** Hidden layers are as the metadata's `activation` says; version 1 must not be taken for it. */
const ACTIVATION_VERSION = '2';
/** It is given pictures, and the metadata's `front` makes its features of them; activation as in version 2. */
const FRONT_VERSION = '3';
/** A convolutional network; an earlier version would take its filters for dense layers. */
const CONVOLUTIONAL_VERSION = '4';
const ACTIVATIONS: readonly string[] = ['leaky-relu', 'tanh', 'sigmoid'] satisfies Activation[];

export type DeserializedModel =
  | { ok: true; model: Model; about: string }
  | { ok: false; reason: 'not-a-model' | 'newer' | 'damaged'; message: string };

/**
 * A model as bytes in the safetensors layout: tensors W1, b1, … of shape (n, nPrev) and (n, 1), `mean` and
 * `spread` of shape (features); metadata `format` and `version`, `activation` where it is not ReLU, and
 * `front` where there is one. Of a
 * convolutional network the first W are (filters, 9 · channels), mean and spread those of the channels; the
 * metadata have `edge`, `blocks` and `mirrored`. What is told `about` the model is metadata too.
 * `deserializeModel` gives the same model back, bit for bit.
 */
export function serializeModel(model: Model, about = ''): Uint8Array {
  const metadata = { format: FORMAT, ...describe(model), ...(about === '' ? {} : { about }) };
  return writeSafetensors({ tensors: toTensors(model), metadata });
}

function describe(model: Model): Record<string, string> {
  if (model.kind === 'convolutional') {
    return { version: CONVOLUTIONAL_VERSION, ...describeConvolutional(model) };
  }
  const { activation = 'relu', front } = model;
  if (front) return { version: FRONT_VERSION, front, activation };
  return activation === 'relu'
    ? { version: RELU_VERSION }
    : { version: ACTIVATION_VERSION, activation };
}

/**
 * The model in `bytes`, which may come from anywhere: every number in it is finite and every shape fits.
 * Otherwise what they are instead, with a message for a person.
 */
export function deserializeModel(bytes: Uint8Array): DeserializedModel {
  const read = readSafetensors(bytes);
  const {
    format,
    version = '',
    activation = '',
    front = '',
  } = read.ok ? read.file.metadata : read.metadata;
  if (format !== FORMAT) return refuse('not-a-model', 'it is not a Purrceptron model');
  if (!read.ok) return refuse('damaged', read.reason);
  const isKnown =
    version === RELU_VERSION ||
    version === CONVOLUTIONAL_VERSION ||
    (version === ACTIVATION_VERSION && ACTIVATIONS.includes(activation)) ||
    (version === FRONT_VERSION && frontOf(front) && ['relu', ...ACTIVATIONS].includes(activation));
  if (isKnown) return toModel(read.file);
  if (version === ACTIVATION_VERSION || !/^\d+$/.test(version)) {
    return refuse('damaged', 'it does not say how its layers work');
  }
  return {
    ok: false,
    reason: 'newer',
    message: `This model was saved by a newer Purrceptron (model format ${version}). Please update Purrceptron, or train again.`,
  };
}

function toModel(file: TensorFile): DeserializedModel {
  const isConvolutional = file.metadata.version === CONVOLUTIONAL_VERSION;
  const read = isConvolutional ? readConvolutional(file) : readDense(file);
  if (!read.ok) return refuse('damaged', read.reason);
  return { ok: true, model: read.model, about: file.metadata.about ?? '' };
}

function readDense({
  tensors,
  metadata,
}: TensorFile): { ok: true; model: DenseModel } | { ok: false; reason: string } {
  const standardisation = readStandardisation(tensors);
  if (!standardisation) {
    return { ok: false, reason: 'the mean and spread of its training photos are missing' };
  }
  const features = standardisation.mean.length;
  const layers = readLayers(tensors, (_l, previous) => previous ?? features);
  if (!layers.ok) return layers;
  const { parameters, outputs } = layers;
  const layerSizes = [features, ...outputs];
  const isRelu = metadata.version === RELU_VERSION;
  const activation = isRelu ? 'relu' : (metadata.activation as Activation);
  const model = { layerSizes, parameters, activation, standardisation };
  const front = metadata.version === FRONT_VERSION ? frontOf(metadata.front ?? '') : null;
  if (!front) return { ok: true, model };
  return partsOf(front).featureCount === features
    ? { ok: true, model: { ...model, front } }
    : { ok: false, reason: `it does not fit what ${front} sees` };
}

function refuse(reason: 'not-a-model' | 'damaged', why: string): DeserializedModel {
  const message = `This model cannot be opened: ${why}. Please train again.`;
  return { ok: false, reason, message };
}
