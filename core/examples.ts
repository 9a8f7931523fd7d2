import type { FloatArray } from './matrix.ts';
import type { NumpyRandom } from './random.ts';

/** What a network learns from. Pixels stay bytes until their minibatch. */
export interface Examples {
  /** count × featureCount values, one example after another. */
  features: Uint8Array | Float32Array;
  count: number;
  featureCount: number;
  /** 0 or 1 for each example. */
  labels: Uint8Array;
}

/** Which examples to learn from and which to keep aside, by index. `validation` may be empty. */
export interface Split {
  training: Uint32Array;
  validation: Uint32Array;
}

/** Each feature's mean and spread over the training set; the network sees (x − mean) / spread. */
export interface Standardisation {
  mean: Float32Array;
  /** Standard deviation; 1 for a feature that never changes. */
  spread: Float32Array;
}

/** @throws RangeError naming what does not fit. */
export function expectExamples({ features, count, featureCount, labels }: Examples): void {
  if (features.length !== count * featureCount) {
    throw new RangeError(
      `Expected ${count} × ${featureCount} = ${count * featureCount} features, got ${features.length}`,
    );
  }
  if (labels.length !== count) {
    throw new RangeError(`Expected ${count} labels, got ${labels.length}`);
  }
  const unusable = features instanceof Float32Array ? features.find((x) => !Number.isFinite(x)) : 0;
  if (!Number.isFinite(unusable ?? 0)) {
    throw new RangeError(`Expected features that are finite numbers, got ${unusable}`);
  }
  const strange = labels.find((label) => label > 1);
  if (strange !== undefined) throw new RangeError(`Expected labels 0 or 1, got ${strange}`);
}

/** @throws RangeError when nothing is left to learn from, or an index is outside the examples. */
export function expectSplit({ count }: Examples, { training, validation }: Split): void {
  if (training.length === 0) throw new RangeError('Expected at least one training example, got 0');
  for (const indices of [training, validation]) {
    const outside = indices.find((index) => index >= count);
    if (outside !== undefined) {
      throw new RangeError(`Expected indices below ${count}, got ${outside}`);
    }
  }
}

/**
 * Keeps about `fraction` of each label's examples aside for validation, drawn at random, so that both
 * parts have the same mixture. A label with two or more examples has at least one in each part; a lone
 * example is for training. Indices come in ascending order.
 *
 * @throws RangeError for a fraction outside 0 to 1.
 */
export function splitTrainValidation(
  labels: Uint8Array,
  fraction: number,
  random: Pick<NumpyRandom, 'permutation'>,
): Split {
  if (!(fraction >= 0 && fraction < 1)) {
    throw new RangeError(`Expected a fraction from 0 to below 1, got ${fraction}`);
  }
  const training: number[] = [];
  const validation: number[] = [];
  for (const label of [0, 1]) {
    const indices: number[] = [];
    labels.forEach((value, index) => {
      if (value === label) indices.push(index);
    });
    const wanted = Math.max(fraction > 0 ? 1 : 0, Math.round(fraction * indices.length));
    const aside = Math.max(0, Math.min(wanted, indices.length - 1));
    random.permutation(indices.length).forEach((place, i) => {
      (i < aside ? validation : training).push(indices[place]!);
    });
  }
  return {
    training: Uint32Array.from(training).sort(),
    validation: Uint32Array.from(validation).sort(),
  };
}

/** Values read between two yields: some ten milliseconds. */
const AT_ONCE = 2 ** 23;

/**
 * Mean and standard deviation of each feature over the examples at `indices` (at least one). Yields now and
 * then what part of them is read, 0 to 1.
 */
export function* measureStandardisation(
  { features, featureCount }: Examples,
  indices: Uint32Array,
): Generator<number, Standardisation, void> {
  const every = Math.max(1, Math.floor(AT_ONCE / featureCount));
  const sums = new Float64Array(featureCount);
  const squares = new Float64Array(featureCount);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * featureCount;
    for (let j = 0; j < featureCount; j++) sums[j]! += features[start + j]!;
    if (i % every === every - 1) yield i / indices.length / 2;
  }
  const mean = Float32Array.from(sums, (sum) => sum / indices.length);
  // A second pass around the mean: the difference of large sums would lose small spreads.
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * featureCount;
    for (let j = 0; j < featureCount; j++) squares[j]! += (features[start + j]! - mean[j]!) ** 2;
    if (i % every === every - 1) yield (1 + i / indices.length) / 2;
  }
  // Rounded before it is asked: a spread too small for Float32 would divide by zero.
  const spread = Float32Array.from(squares, (s) => Math.fround(Math.sqrt(s / indices.length)) || 1);
  return { mean, spread };
}

/**
 * X[:, i] = (features of example `indices[i]` − mean) / spread, for X of shape (featureCount, m); or only
 * the rows from `first` to before `last`, for X of shape (last − first, m).
 */
export function gatherStandardised(
  X: FloatArray,
  features: Uint8Array | Float32Array,
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
      X[out++] = (features[start + j]! - mean[j]!) / spread[j]!;
    }
  }
}
