import type { Standardisation } from '../features/examples.ts';
import type { Front } from '../features/front.ts';
import { partsOf } from '../features/front.ts';
import type { LayerPlan, PictureShape } from '../layers/layer.ts';
import type { Loss } from '../loss/loss.ts';
import { LOSSES } from '../loss/losses.ts';
import { arrayTypeOf } from '../tensor/matrix.ts';
import type { FloatArrayConstructor } from '../tensor/matrix.ts';
import { layerSizesOf, placeLayers } from './network.ts';
import type { Network } from './network.ts';
import type { Parameter } from './parameter.ts';

/** A trained network with all that is needed to use it. */
export interface Model {
  /** What enters the first layer of one example; a picture's size where it sees pictures. */
  input: { values: number; picture: PictureShape | null };
  layers: LayerPlan[];
  /** The name of what its logits mean. */
  loss: string;
  /** Layer by layer; Float32, or Float64 where it was trained so. */
  parameters: Parameter[];
  /** Of each feature, or of each channel of its pictures. */
  standardisation: Standardisation;
  /** What makes its features of pictures; null where it is given the features themselves. */
  front: Front | null;
  /** Whether its answer is the mean of the logits for the picture and for its mirror image. */
  isMirrored: boolean;
}

/** Its layers in their places. */
export function networkOf({ layers, input }: Model): Network {
  return placeLayers(layers, input);
}

export function lossOf({ loss }: Model): Loss {
  return LOSSES.get(loss);
}

/** How many kinds it tells apart. */
export function kindsOf(model: Model): number {
  return lossOf(model).kindsFor(model.layers[model.layers.length - 1].size);
}

/** [values that enter, values that leave layer 1, …, logits] */
export function modelLayerSizes(model: Model): number[] {
  return layerSizesOf(networkOf(model));
}

/** How many numbers of one example it is given: features, or the bytes of a picture for its front. */
export function inputCountOf({ front, input }: Model): number {
  return front === null ? input.values : partsOf(front).inputCount;
}

export function modelArrayType({ parameters }: Model): FloatArrayConstructor {
  return arrayTypeOf(...parameters.map(({ matrix }) => matrix));
}
