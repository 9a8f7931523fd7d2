import type { Activation } from './activations.ts';
import { describeConvolutional, readConvolutional } from './convolution/model-file.ts';
import type { Model } from './model.ts';
import { readLayers, readStandardisation, toTensors } from './model-tensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { TensorFile } from './safetensors.ts';

const FORMAT = 'purrceptron-model';
/** Hidden layers are ReLU. */
const RELU_VERSION = '1';
/** Hidden layers are as the metadata's `activation` says; version 1 must not be taken for it. */
const ACTIVATION_VERSION = '2';
/** A convolutional network; an earlier version would take its filters for dense layers. */
const CONVOLUTIONAL_VERSION = '4';
const ACTIVATIONS: readonly string[] = ['leaky-relu', 'tanh', 'sigmoid'] satisfies Activation[];

export type DeserializedModel = { ok: true; model: Model } | { ok: false; message: string };

/**
 * A model as bytes in the safetensors layout: tensors W1, b1, … of shape (n, nPrev) and (n, 1), `mean` and
 * `spread` of shape (features); metadata `format` and `version`, and `activation` where it is not ReLU. Of a
 * convolutional network the first W are (filters, 9 · channels), mean and spread those of the channels; the
 * metadata have `edge` and `blocks`.
 * `deserializeModel` gives the same model back, bit for bit.
 */
export function serializeModel(model: Model): Uint8Array {
  const metadata = { format: FORMAT, ...describe(model) };
  return writeSafetensors({ tensors: toTensors(model), metadata });
}

function describe(model: Model): Record<string, string> {
  if (model.kind === 'convolutional') {
    return { version: CONVOLUTIONAL_VERSION, ...describeConvolutional(model) };
  }
  const { activation = 'relu' } = model;
  return activation === 'relu'
    ? { version: RELU_VERSION }
    : { version: ACTIVATION_VERSION, activation };
}

/** The model in `bytes`; where they are damaged or of a newer version, a message for a person. */
export function deserializeModel(bytes: Uint8Array): DeserializedModel {
  const read = readSafetensors(bytes);
  if (!read.ok) return damaged(read.reason);
  const { format, version, activation } = read.file.metadata;
  if (format !== FORMAT) return damaged('it is not a Purrceptron model');
  const isKnown =
    version === RELU_VERSION ||
    version === CONVOLUTIONAL_VERSION ||
    (version === ACTIVATION_VERSION && ACTIVATIONS.includes(activation ?? ''));
  if (!isKnown) {
    return {
      ok: false,
      message: `This model was saved by another version of Purrceptron (model format ${version}). Please update Purrceptron, or train again.`,
    };
  }
  if (version !== CONVOLUTIONAL_VERSION) return toModel(read.file);
  const convolutional = readConvolutional(read.file);
  return convolutional.ok ? convolutional : damaged(convolutional.reason);
}

function toModel({ tensors, metadata }: TensorFile): DeserializedModel {
  const standardisation = readStandardisation(tensors);
  if (!standardisation) return damaged('the mean and spread of its training photos are missing');
  const features = standardisation.mean.length;
  const layers = readLayers(tensors, (_l, previous) => previous ?? features);
  if (!layers.ok) return damaged(layers.reason);
  const { parameters, outputs } = layers;
  const layerSizes = [features, ...outputs];
  const activation = (metadata.activation ?? 'relu') as Activation;
  return { ok: true, model: { layerSizes, parameters, activation, standardisation } };
}

function damaged(reason: string): DeserializedModel {
  return { ok: false, message: `This model cannot be opened: ${reason}. Please train again.` };
}
