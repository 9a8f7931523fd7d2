import type { Examples, Split } from './examples.ts';
import { blockedKernels } from './kernels/blocked.ts';
import type { Kernels } from './kernels/kernels.ts';
import { evaluateModel } from './model.ts';
import type { Model } from './model.ts';
import type { NumpyRandom } from './random.ts';
import type { TrainingSettings } from './settings.ts';
import { train } from './train.ts';

/** Examples that are enough to compare by: the accuracy is then known to about ± 4%. */
export const mostCompared = 400;
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
  /** P(label = 1) of each of them, by a network that has not learned from it. */
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
 * @throws RangeError unless there are two folds or more and each label occurs at least twice.
 */
export function* crossValidate(
  examples: Examples,
  indices: Uint32Array,
  settings: TrainingSettings,
  folds: number,
  random: Pick<NumpyRandom, 'permutation'>,
  kernels: Kernels = blockedKernels(),
): Generator<CrossValidationStep, CrossValidation, void> {
  const asked = sampleExamples(examples.labels, indices, mostCompared, random);
  const parts = dealFolds(examples.labels, asked, folds, random);
  const probabilityOf = new Map<number, number>();
  let correct = 0;
  for (const [i, split] of parts.entries()) {
    const model = yield* trainFold(examples, split, settings, kernels, {
      fold: i + 1,
      folds: parts.length,
    });
    const evaluation = evaluateModel(model, examples, split.validation, kernels);
    correct += evaluation.correct;
    split.validation.forEach((index, place) => {
      probabilityOf.set(index, evaluation.probabilities[place]!);
    });
  }
  const probabilities = Float64Array.from(asked, (index) => probabilityOf.get(index)!);
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
  const [zeros, ones] = shuffleByLabel(labels, indices, random);
  const wanted = Math.round((most * zeros.length) / indices.length);
  const taken = Math.max(
    Math.min(zeros.length, FEWEST),
    Math.min(wanted, most - Math.min(ones.length, FEWEST)),
  );
  return Uint32Array.from([...zeros.slice(0, taken), ...ones.slice(0, most - taken)]).sort();
}

/** Each fold as what to learn from and what to answer for. */
function dealFolds(
  labels: Uint8Array,
  indices: Uint32Array,
  folds: number,
  random: Pick<NumpyRandom, 'permutation'>,
): Split[] {
  const byLabel = shuffleByLabel(labels, indices, random);
  const count = Math.min(folds, ...byLabel.map((some) => some.length));
  if (!(count >= 2)) {
    throw new RangeError(
      `Expected 2 folds and 2 examples of each label or more, got ${folds} folds, ` +
        `${byLabel[0].length} and ${byLabel[1].length} examples`,
    );
  }
  // The second label is dealt on from where the first one ended, so that folds differ by one at most.
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
): [zeros: number[], ones: number[]] {
  const shuffle = (label: number): number[] => {
    const some = indices.filter((index) => labels[index] === label);
    return Array.from(random.permutation(some.length), (place) => some[place]!);
  };
  return [shuffle(0), shuffle(1)];
}
