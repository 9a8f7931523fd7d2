import type { Examples, Standardisation } from '../examples.ts';
import type { FloatArray } from '../matrix.ts';

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

/**
 * Mean and standard deviation of each channel over all places of the pictures at `indices` (at least one);
 * a spread of 1 for a channel that never changes.
 */
export function measureChannels(
  { features, featureCount }: Examples,
  indices: Uint32Array,
): Standardisation {
  const count = (indices.length * featureCount) / CHANNELS;
  const sums = new Float64Array(CHANNELS);
  const squares = new Float64Array(CHANNELS);
  const visit = (add: (channel: number, value: number) => void): void => {
    for (const index of indices) {
      const start = index * featureCount;
      for (let i = 0; i < featureCount; i++) add(i % CHANNELS, features[start + i]!);
    }
  };
  visit((channel, value) => (sums[channel]! += value));
  const mean = Float32Array.from(sums, (sum) => sum / count);
  visit((channel, value) => (squares[channel]! += (value - mean[channel]!) ** 2));
  return {
    mean,
    spread: Float32Array.from(squares, (s) => Math.fround(Math.sqrt(s / count)) || 1),
  };
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
      X[CHANNELS * place + c] = (picture[from + c]! - mean[c]!) / spread[c]!;
    }
  }
}
