import type { TrainingSettings, ValidationFigures } from '../../electron/contract.ts';
import type { TrainingState } from './task-views.ts';
import { FEWEST_OF_A_KIND } from '../../electron/contract/limits.ts';
import { comparingWords } from './comparison-words.ts';
import { countOf, inWords, noun, percent, plural, timeLeft, wholeNumber } from '../numbers.ts';

/** How many times as many photos of one kind begin to bias what the network learns. */
const LOPSIDED = 3;

export interface LabelledKind {
  name: string;
  count: number;
}

/** Whether training can start, in words: what it will learn from, or what is missing. */
export function readiness(kinds: readonly LabelledKind[]): { ready: boolean; words: string } {
  const missing = kinds
    .filter(({ count }) => count < FEWEST_OF_A_KIND)
    .map(({ name, count }) =>
      countOf(FEWEST_OF_A_KIND - count, `more ${noun(name)}`, `more ${plural(name)}`),
    );
  if (missing.length > 0) {
    return {
      ready: false,
      words: `Label ${inWords(missing)}. Then it can start to learn.`,
    };
  }
  return {
    ready: true,
    words: `Learn from ${inWords(kinds.map(({ name, count }) => countOf(count, name)))}`,
  };
}

/** A word of advice when one kind outweighs the other; null when they are near enough. */
export function balanceAdvice(kinds: readonly LabelledKind[]): string | null {
  const [few, many] = [...kinds].sort((a, b) => a.count - b.count);
  if (!few || !many || many.count < few.count * LOPSIDED) return null;
  return `There are many more ${plural(many.name)} than ${plural(few.name)}. It learns best from about as many of each.`;
}

/** What the run is doing now, in one sentence. */
export function phaseWords(run: TrainingState): string {
  const epochs = `epoch ${wholeNumber(run.epoch)} of ${wholeNumber(run.epochs)}`;
  switch (run.phase) {
    case 'comparing':
      return comparingWords(run.comparison);
    case 'preparing':
      return run.toPrepare === 0
        ? 'Getting ready'
        : `Preparing ${wholeNumber(run.prepared)} of ${countOf(run.toPrepare, 'photo')}`;
    case 'training':
      return `Learning: ${epochs}`;
    case 'paused':
      return `Paused at ${epochs}`;
    case 'saving':
      return 'Saving the model';
    case 'done':
      return 'Done';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return 'It did not work';
  }
}

/** What a kind of network is called. */
export function networkName(network: TrainingSettings['network']): string {
  return network === 'dense' ? 'Dense' : 'Convolutional';
}

/** Empty while nobody can know. */
export function timeLeftWords(run: TrainingState): string {
  if (run.phase !== 'training' || run.millisecondsLeft === null) return '';
  return timeLeft(run.millisecondsLeft);
}

/** "It got 34 of 40 photos right that it had never seen: 85% (between 71% and 93%)." */
export function accuracyWords({ correct, count, accuracy, accuracyInterval }: ValidationFigures) {
  const [low, high] = accuracyInterval;
  return (
    `It got ${wholeNumber(correct)} of ${countOf(count, 'photo')} right that it had never seen: ` +
    `${percent(accuracy)} (between ${percent(low)} and ${percent(high)}).`
  );
}

/** Why the figures are not those at the end of the curves; empty when they are. */
export function keptWords(keptEpoch: number | undefined, lastEpoch: number): string {
  if (keptEpoch === undefined || keptEpoch >= lastEpoch) return '';
  return (
    `It was best after epoch ${wholeNumber(keptEpoch)} of ${wholeNumber(lastEpoch)}: ` +
    `that is what was kept, since more learning no longer helped.`
  );
}

/** Goes behind the accuracy in large figures. */
export function checkedWords({ correct, count, accuracyInterval }: ValidationFigures): string {
  const [low, high] = accuracyInterval;
  return (
    `right: ${wholeNumber(correct)} of ${countOf(count, 'photo')} that it had never seen ` +
    `(between ${percent(low)} and ${percent(high)}).`
  );
}

/**
 * What the figure is worth. Always giving the commoner answer gets a share of photos right without
 * having learned anything; an interval that reaches down to it proves nothing.
 */
export function worthWords(validation: ValidationFigures, names: [string, string]): string {
  const [first, second] = validation.confusion.map(([a, b]) => a + b) as [number, number];
  const commoner = first >= second ? 0 : 1;
  const guess = Math.max(first, second) / Math.max(1, validation.count);
  if (validation.accuracyInterval[0] <= guess) {
    return (
      `Always answering “${names[commoner]}” would get ${percent(guess)}, so this does not yet show ` +
      `that it learned much. More labelled photos help most.`
    );
  }
  return `That is better than guessing: always answering “${names[commoner]}” would get ${percent(guess)}.`;
}
