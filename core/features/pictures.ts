import type { Examples, Standardisation } from './examples.ts';
import type { FloatArray } from '../tensor/matrix.ts';

/** Red, green and blue. */
export const CHANNELS = 3;

/** Pixels along one side of square RGB pictures of `featureCount` values. @throws RangeError when they are not. */
export function edgeOf(featureCount: number): number {
  const edge = Math.sqrt(featureCount / CHANNELS);
  if (!Number.isInteger(edge) || edge < 1) {
    throw new RangeError(`Expected square RGB pictures, got ${featureCount} values each`);
  }
  return edge;
}

/** X = (picture − mean) / spread, channel by channel; X is (3, edge²). Mirrored: left and right exchanged. */
export function fillPicture(
  X: FloatArray,
  picture: Examples['features'],
  edge: number,
  { mean, spread }: Standardisation,
  isMirrored = false,
): void {
  for (let place = 0; place < edge * edge; place++) {
    const x = place % edge;
    const from = CHANNELS * (isMirrored ? place + edge - 1 - 2 * x : place);
    for (let c = 0; c < CHANNELS; c++) {
      X[CHANNELS * place + c] = (picture[from + c] - mean[c]) / spread[c];
    }
  }
}
