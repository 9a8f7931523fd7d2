import type { FloatArray } from '../tensor/matrix.ts';
import type { Examples, Standardisation } from './examples.ts';

/** Values read between two yields: some ten milliseconds. */
const AT_ONCE = 2 ** 23;

/**
 * Mean and standard deviation over the examples at `indices` (at least one) of each feature; or, where
 * `channels` is less than their number, of each channel over all places of the pictures. A spread of 1 where
 * nothing changes. Yields now and then what part of them is read, 0 to 1.
 */
export function* measureStandardisation(
  { features, featureCount }: Examples,
  indices: Uint32Array,
  channels = featureCount,
): Generator<number, Standardisation, void> {
  const every = Math.max(1, Math.floor(AT_ONCE / featureCount));
  const count = (indices.length * featureCount) / channels;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i] * featureCount;
    for (let place = start; place < start + featureCount; place += channels) {
      for (let c = 0; c < channels; c++) sums[c] += features[place + c];
    }
    if (i % every === every - 1) yield i / indices.length / 2;
  }
  const mean = Float32Array.from(sums, (sum) => sum / count);
  // A second pass around the mean: the difference of large sums would lose small spreads.
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i] * featureCount;
    for (let place = start; place < start + featureCount; place += channels) {
      for (let c = 0; c < channels; c++) squares[c] += (features[place + c] - mean[c]) ** 2;
    }
    if (i % every === every - 1) yield (1 + i / indices.length) / 2;
  }
  // Rounded before it is asked: a spread too small for Float32 would divide by zero.
  const spread = Float32Array.from(squares, (s) => Math.fround(Math.sqrt(s / count)) || 1);
  return { mean, spread };
}

/**
 * X[:, i] = (features of example `indices[i]` − mean) / spread, for X of shape (featureCount, m); or only
 * the rows from `first` to before `last`, for X of shape (last − first, m).
 */
export function gatherStandardised(
  X: FloatArray,
  features: Examples['features'],
  indices: Uint32Array,
  { mean, spread }: Standardisation,
  first = 0,
  last = mean.length,
): void {
  const featureCount = mean.length;
  let out = 0;
  for (const index of indices) {
    const start = index * featureCount;
    for (let j = first; j < last; j++) {
      X[out++] = (features[start + j] - mean[j]) / spread[j];
    }
  }
}
