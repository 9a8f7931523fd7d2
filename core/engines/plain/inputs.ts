import { augmentPicture } from '../../features/augment.ts';
import type { Examples, Standardisation } from '../../features/examples.ts';
import { fillPicture } from '../../features/pictures.ts';
import { gatherStandardised } from '../../features/standardise.ts';
import type { PictureShape, Shape } from '../../layers/layer.ts';
import type { NumpyRandom } from '../../random/numpy-random.ts';
import type { FloatArray } from '../../tensor/matrix.ts';

/** How examples become X. */
export interface InputPlan {
  input: Shape;
  standardisation: Standardisation;
}

/** X = the standardised examples at `indices`; where they are pictures, perhaps mirrored. */
export function fillInputs(
  X: FloatArray,
  { input, standardisation }: InputPlan,
  features: Examples['features'],
  indices: Uint32Array,
  isMirrored = false,
): void {
  const { values, picture } = input;
  if (!picture) return gatherStandardised(X, features, indices, standardisation);
  indices.forEach((index, i) => {
    const own = features.subarray(index * values, (index + 1) * values);
    const x = X.subarray(i * values, (i + 1) * values);
    fillPicture(x, own, picture.edge, standardisation, isMirrored);
  });
}

/** Likewise of pictures that are changed anew each time (`augmentPicture`). */
export function createAugmentedFiller({
  input,
  standardisation,
}: InputPlan): (
  X: FloatArray,
  features: Examples['features'],
  indices: Uint32Array,
  random: NumpyRandom,
) => void {
  const { values, picture } = input;
  const augmented = new Uint8Array(values);
  return (X, features, indices, random) => {
    const { edge } = expectPictures(features, picture);
    indices.forEach((index, i) => {
      const own = features.subarray(index * values, (index + 1) * values) as Uint8Array;
      augmentPicture(augmented, own, edge, random);
      const x = X.subarray(i * values, (i + 1) * values);
      fillPicture(x, augmented, edge, standardisation);
    });
  };
}

function expectPictures(
  features: Examples['features'],
  picture: PictureShape | null,
): PictureShape {
  if (picture && features instanceof Uint8Array) return picture;
  throw new RangeError('Expected pictures of bytes to augment, got other numbers');
}
