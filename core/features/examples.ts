import type { NumpyRandom } from '../random/numpy-random.ts';

/** What a network learns from. Pixels stay bytes until their minibatch. */
export interface Examples {
  /** count × featureCount values, one example after another. */
  features: Uint8Array | Float32Array;
  count: number;
  featureCount: number;
  /** The position of each example's kind, from 0. */
  labels: Uint8Array;
  /** How many kinds there are, which need not all occur; two where nobody says. */
  kinds?: number;
}

/** How many kinds the labels are positions of. */
export function kindsAmong({ kinds = 2 }: Examples): number {
  return kinds;
}

/** Which examples to learn from and which to keep aside, by index. `validation` may be empty. */
export interface Split {
  training: Uint32Array;
  validation: Uint32Array;
}

/**
 * Mean and spread over the training set of each feature, or of each channel of pictures; the network sees
 * (x − mean) / spread.
 */
export interface Standardisation {
  mean: Float32Array;
  /** Standard deviation; 1 for a feature that never changes. */
  spread: Float32Array;
}

/** @throws RangeError naming what does not fit. */
export function expectExamples(examples: Examples): void {
  const { features, count, featureCount, labels } = examples;
  const kinds = kindsAmong(examples);
  if (!Number.isInteger(kinds) || kinds < 2 || kinds > 256) {
    throw new RangeError(`Expected 2 to 256 kinds, got ${kinds}`);
  }
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
  const strange = labels.find((label) => label >= kinds);
  if (strange !== undefined) {
    throw new RangeError(`Expected labels from 0 to ${kinds - 1}, got ${strange}`);
  }
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
  for (let label = 0; label <= largestOf(labels); label++) {
    const indices: number[] = [];
    labels.forEach((value, index) => {
      if (value === label) indices.push(index);
    });
    const wanted = Math.max(fraction > 0 ? 1 : 0, Math.round(fraction * indices.length));
    const aside = Math.max(0, Math.min(wanted, indices.length - 1));
    random.permutation(indices.length).forEach((place, i) => {
      (i < aside ? validation : training).push(indices[place]);
    });
  }
  return {
    training: Uint32Array.from(training).sort(),
    validation: Uint32Array.from(validation).sort(),
  };
}

function largestOf(labels: Uint8Array): number {
  return labels.reduce((largest, label) => Math.max(largest, label), 1);
}
