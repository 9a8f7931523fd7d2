import { frontOf } from '../features/front.ts';
import { CHANNELS } from '../features/pictures.ts';
import { ACTIVATIONS } from '../layers/activations/activations.ts';
import type { LayerPlan } from '../layers/layer.ts';
import type { Model } from '../network/model.ts';
import { buildModel, damaged } from './build-model.ts';
import type { ReadModel } from './build-model.ts';
import { negateLastLayer } from './negate.ts';
import type { TensorFile } from './safetensors.ts';

/**
 * The model in a file of version 1 to 4, whose single logit is of the kind at position 0: its last layer is
 * negated, which is exact, so that the probabilities of both kinds are what they were to the last bit.
 *
 * 1: dense layers, hidden ones ReLU. 2: as the metadata's `activation` says. 3: it is given pictures, of which
 * the metadata's `front` makes its features. 4: the first `blocks` layers are convolutions of pictures of
 * `edge` × `edge` places; `mirrored` tells whether it also answers for the mirror image.
 */
export function readEarlierModel(file: TensorFile): ReadModel {
  const { version = '', activation = '', front = '' } = file.metadata;
  if (version === '1') return readLayers(file, 'relu', null);
  if (version === '4') return readConvolutional(file);
  if (version === '3' && !frontOf(front)) return { ok: false, reason: 'newer', what: front };
  const isKnown = ACTIVATIONS.find(activation) && (version === '3' || activation !== 'relu');
  if (!isKnown) return damaged('it does not say how its layers work');
  return readLayers(file, activation, version === '3' ? front : null);
}

function readLayers(file: TensorFile, activation: string, front: string | null): ReadModel {
  const features = file.tensors.mean?.data.length ?? 0;
  if (features === 0) return damaged('the mean and spread of its training photos are missing');
  return build(file, { values: features, picture: null }, planLayers(file, 0, activation), {
    front,
    isMirrored: false,
  });
}

function readConvolutional(file: TensorFile): ReadModel {
  const { metadata, tensors } = file;
  if (tensors.mean?.data.length !== CHANNELS) {
    return damaged('the mean and spread of its training photos are missing');
  }
  const [edge, blocks] = [Number(metadata.edge), Number(metadata.blocks)];
  const isShape = [edge, blocks].every(Number.isSafeInteger) && blocks >= 1 && edge >> blocks >= 1;
  if (!isShape) return damaged('the size of its pictures is missing');
  const layers = planLayers(file, blocks, 'relu');
  if (layers.length <= blocks) return damaged('it has no last layer');
  const input = { values: CHANNELS * edge ** 2, picture: { edge, channels: CHANNELS } };
  return build(file, input, layers, { front: null, isMirrored: metadata.mirrored === 'true' });
}

/** The layers of W1, W2, …, of which the first are convolutions. */
function planLayers(
  { tensors }: TensorFile,
  convolutions: number,
  activation: string,
): LayerPlan[] {
  const layers: LayerPlan[] = [];
  for (let l = 1; tensors[`W${l}`]; l++) {
    const kind = l <= convolutions ? 'convolution' : 'dense';
    // One row at least, so that an empty tensor does not fit.
    layers.push({ kind, size: tensors[`W${l}`]?.shape[0] || 1, activation });
  }
  const last = layers.at(-1);
  if (last) last.activation = null;
  return layers;
}

function build(
  file: TensorFile,
  input: Model['input'],
  layers: LayerPlan[],
  more: { front: string | null; isMirrored: boolean },
): ReadModel {
  if (layers.at(-1)?.size !== 1) return damaged('it has no last layer');
  const read = buildModel({ input, layers, loss: 'sigmoid', ...more }, file);
  if (!read.ok) return read;
  return { ok: true, model: { ...read.model, parameters: negateLastLayer(read.model.parameters) } };
}
