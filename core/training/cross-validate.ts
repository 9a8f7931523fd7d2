import { evaluateModel } from '../evaluation/evaluate.ts';
import { kindsAmong } from '../features/examples.ts';
import type { Examples, Split } from '../features/examples.ts';
import type { Model } from '../network/model.ts';
import type { NumpyRandom } from '../random/numpy-random.ts';
import { blockedKernels } from '../tensor/blocked-kernels.ts';
import type { Kernels } from '../tensor/kernels.ts';
import type { TrainingSettings } from './settings.ts';
import { train } from './train.ts';

/** Examples that are enough to compare by: the accuracy is then known to about ± 4%. */
export const MOST_COMPARED = 400;
/** Of a rare label in a sample: one for each fold of the usual five. */
const FEWEST = 5;

/** A step of training within one fold; folds are numbered from 1. */
export interface CrossValidationStep {
  fold: number;
  folds: number;
}

export interface CrossValidation {
  /** Examples answered for. */
  count: number;
  correct: number;
  /** Which ones, ascending. */
  indices: Uint32Array;
  /** P(kind) of each kind for each of them, one after another, by a network that has not learned from it. */
  probabilities: Float64Array;
}

/**
 * How well these settings would do on examples they have not seen, asked of the examples at `indices` alone:
 * they are dealt into folds with the same mixture of labels, and those of each fold are answered for by a
 * network that learned from all of the other folds (Stone 1974). Of more than `mostCompared` examples only so
 * many are taken, at random. A label with fewer examples than `folds` lowers their number to its own.
 *
 * Nothing is kept aside within a fold, so `patience` is not looked at: each network learns to its last epoch.
 *
 * A generator: it yields after each step of training.
 *
 * @throws RangeError unless there are two folds or more and each label that occurs does so at least twice, and
 * two labels do.
 */
export function* crossValidate(
  examples: Examples,
  indices: Uint32Array,
  settings: TrainingSettings,
  folds: number,
  random: Pick<NumpyRandom, 'permutation'>,
  kernels: Kernels = blockedKernels(),
): Generator<CrossValidationStep, CrossValidation, void> {
  const asked = sampleExamples(examples.labels, indices, MOST_COMPARED, random);
  const parts = dealFolds(examples.labels, asked, folds, random);
  const kinds = kindsAmong(examples);
  const probabilities = new Float64Array(kinds * asked.length);
  const placeOf = new Map(Array.from(asked, (index, place) => [index, place]));
  let correct = 0;
  for (const [i, split] of parts.entries()) {
    const model = yield* trainFold(examples, split, settings, kernels, {
      fold: i + 1,
      folds: parts.length,
    });
    const evaluation = evaluateModel(model, examples, split.validation, kernels);
    correct += evaluation.correct;
    split.validation.forEach((index, i) => {
      const own = evaluation.probabilities.subarray(kinds * i, kinds * (i + 1));
      probabilities.set(own, kinds * placeOf.get(index)!);
    });
  }
  return { count: asked.length, correct, indices: asked, probabilities };
}

function* trainFold(
  examples: Examples,
  { training }: Split,
  settings: TrainingSettings,
  kernels: Kernels,
  step: CrossValidationStep,
): Generator<CrossValidationStep, Model, void> {
  const split = { training, validation: new Uint32Array() };
  const steps = train(examples, split, { ...settings, patience: null }, kernels);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value.model;
    yield step;
  }
}

/**
 * At most `most` of `indices`, drawn at random with the same mixture of labels, but at least five of each where
 * there are so many; ascending.
 */
export function sampleExamples(
  labels: Uint8Array,
  indices: Uint32Array,
  most: number,
  random: Pick<NumpyRandom, 'permutation'>,
): Uint32Array {
  if (indices.length <= most) return indices.slice().sort();
  const byLabel = shuffleByLabel(labels, indices, random);
  const taken = shareOut(
    byLabel.map((some) => some.length),
    most,
  );
  return Uint32Array.from(byLabel.flatMap((some, label) => some.slice(0, taken[label]))).sort();
}

/** How many to take of each label, so that it is `most` in all. */
function shareOut(counts: readonly number[], most: number): number[] {
  let left = most;
  let count = counts.reduce((sum, some) => sum + some, 0);
  return counts.map((some, label) => {
    const fewest = (others: readonly number[]) =>
      others.reduce((sum, other) => sum + Math.min(other, FEWEST), 0);
    const room = left - fewest(counts.slice(label + 1));
    const wanted = Math.round((left * some) / count);
    const taken =
      label === counts.length - 1 ? left : Math.max(Math.min(some, FEWEST), Math.min(wanted, room));
    left -= taken;
    count -= some;
    return Math.min(taken, some);
  });
}

/** Each fold as what to learn from and what to answer for. */
function dealFolds(
  labels: Uint8Array,
  indices: Uint32Array,
  folds: number,
  random: Pick<NumpyRandom, 'permutation'>,
): Split[] {
  const byLabel = shuffleByLabel(labels, indices, random).filter((some) => some.length > 0);
  const count = Math.min(folds, ...byLabel.map((some) => some.length));
  if (!(count >= 2) || byLabel.length < 2) {
    const counts = byLabel.map((some) => some.length).join(' and ');
    throw new RangeError(
      `Expected 2 folds and 2 examples of each label or more, got ${folds} folds, ` +
        `${counts || 'no'} examples`,
    );
  }
  // Each label is dealt on from where the one before ended, so that folds differ by one at most.
  const order = byLabel.flat();
  return Array.from({ length: count }, (_, fold) => ({
    training: Uint32Array.from(order.filter((_, i) => i % count !== fold)).sort(),
    validation: Uint32Array.from(order.filter((_, i) => i % count === fold)).sort(),
  }));
}

function shuffleByLabel(
  labels: Uint8Array,
  indices: Uint32Array,
  random: Pick<NumpyRandom, 'permutation'>,
): number[][] {
  const largest = indices.reduce((most, index) => Math.max(most, labels[index]), 1);
  return Array.from({ length: largest + 1 }, (_, label) => {
    const some = indices.filter((index) => labels[index] === label);
    return Array.from(random.permutation(some.length), (place) => some[place]);
  });
}
