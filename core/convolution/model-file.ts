import { readLayers, readStandardisation } from '../model-tensors.ts';
import type { TensorFile } from '../safetensors.ts';
import type { ConvolutionalModel } from './model.ts';
import { PATCH } from './patches.ts';
import { CHANNELS } from './pictures.ts';
import { stageSizes } from './workspace.ts';

/** What a file says of a convolutional network besides its tensors. */
export function describeConvolutional({ edge, filters, isMirrored }: ConvolutionalModel) {
  return { edge: String(edge), blocks: String(filters.length), mirrored: String(isMirrored) };
}

/** The convolutional network in a file; where something does not fit, what. */
export function readConvolutional({
  tensors,
  metadata,
}: TensorFile): { ok: true; model: ConvolutionalModel } | { ok: false; reason: string } {
  const standardisation = readStandardisation(tensors);
  if (standardisation?.mean.length !== CHANNELS) {
    return { ok: false, reason: 'the mean and spread of its training photos are missing' };
  }
  const [edge, blocks] = [Number(metadata.edge), Number(metadata.blocks)];
  const isShape = [edge, blocks].every(Number.isSafeInteger) && blocks >= 1 && edge >> blocks >= 1;
  if (!isShape) return { ok: false, reason: 'the size of its pictures is missing' };
  const layers = readLayers(tensors, (l, previous = CHANNELS) => {
    if (l <= blocks) return PATCH * previous;
    return l === blocks + 1 ? previous * (edge >> blocks) ** 2 : previous;
  });
  if (!layers.ok) return layers;
  const { parameters, outputs } = layers;
  if (outputs.length <= blocks) return { ok: false, reason: 'it has no last layer' };
  const filters = outputs.slice(0, blocks);
  const layerSizes = stageSizes(edge, filters, outputs.slice(blocks, -1));
  const isMirrored = metadata.mirrored === 'true';
  const shape = { layerSizes, edge, filters, isMirrored };
  return { ok: true, model: { kind: 'convolutional', ...shape, parameters, standardisation } };
}
