import { FEWEST_OF_A_KIND } from '../../electron/contract/limits.ts';
import type { TrainingSettings, ValidationFigures } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import type { TrainingState } from '../app/task-views.ts';
import { countOf, inWords, noun, percent, plural, timeLeft, wholeNumber } from '../ui/numbers.ts';
import { comparingWords } from './comparison-words.ts';

/** How many times as many photos of one kind begin to bias what the network learns. */
const LOPSIDED = 3;

export interface LabelledKind {
  name: string;
  count: number;
}

/** Whether training can start, in words: what it will learn from, or what is missing. */
export function readiness(kinds: readonly LabelledKind[]): { ready: boolean; words: string } {
  const missing = kinds
    .map(({ name, count }) => ({ name, count: FEWEST_OF_A_KIND - count }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) =>
      m.learn_more_of({
        shown: wholeNumber(count),
        kind: count === 1 ? noun(name) : plural(name),
      }),
    );
  if (missing.length > 0) {
    return { ready: false, words: m.learn_label_more({ missing: inWords(missing) }) };
  }
  const counts = inWords(kinds.map(({ name, count }) => countOf(count, name)));
  return { ready: true, words: m.learn_learns_from({ counts }) };
}

/** A word of advice when one kind outweighs the other; null when they are near enough. */
export function balanceAdvice(kinds: readonly LabelledKind[]): string | null {
  const [few, many] = [...kinds].sort((a, b) => a.count - b.count);
  if (!few || !many || many.count < few.count * LOPSIDED) return null;
  return m.learn_lopsided({ many: plural(many.name), few: plural(few.name) });
}

/** What the run is doing now, in one sentence. */
export function phaseWords(run: TrainingState): string {
  const epochs = { epoch: wholeNumber(run.epoch), epochs: wholeNumber(run.epochs) };
  switch (run.phase) {
    case 'comparing':
      return comparingWords(run.comparison);
    case 'preparing':
      if (run.toPrepare === 0) return m.learn_phase_getting_ready();
      return m.learn_phase_preparing({
        prepared: wholeNumber(run.prepared),
        ...counted(run.toPrepare),
      });
    case 'training':
      return m.learn_phase_learning(epochs);
    case 'paused':
      return m.learn_phase_paused(epochs);
    case 'saving':
      return m.learn_phase_saving();
    case 'done':
      return m.learn_phase_done();
    case 'cancelled':
      return m.learn_phase_cancelled();
    case 'failed':
      return m.learn_phase_failed();
  }
}

/** What a kind of network is called. */
export function networkName(network: TrainingSettings['network']): string {
  return network === 'dense' ? m.learn_network_dense() : m.learn_network_convolutional();
}

/** Empty while nobody can know. */
export function timeLeftWords(run: TrainingState): string {
  if (run.phase !== 'training' || run.millisecondsLeft === null) return '';
  return timeLeft(run.millisecondsLeft);
}

/** "It got 34 of 40 photos right that it had never seen: 85% (between 71% and 93%)." */
export function accuracyWords(validation: ValidationFigures): string {
  return m.learn_accuracy({ share: percent(validation.accuracy), ...checked(validation) });
}

/** Why the figures are not those at the end of the curves; empty when they are. */
export function keptWords(keptEpoch: number | undefined, lastEpoch: number): string {
  if (keptEpoch === undefined || keptEpoch >= lastEpoch) return '';
  return m.learn_kept({ kept: wholeNumber(keptEpoch), last: wholeNumber(lastEpoch) });
}

/** Goes behind the accuracy in large figures. */
export function checkedWords(validation: ValidationFigures): string {
  return m.learn_checked(checked(validation));
}

/** What always giving the commoner answer gets right without having learned anything. */
export function baselineOf({ confusion, count }: ValidationFigures): {
  position: number;
  share: number;
} {
  const counts = confusion.map((answers) => answers.reduce((sum, answered) => sum + answered, 0));
  const most = Math.max(...counts);
  return { position: counts.indexOf(most), share: most / Math.max(1, count) };
}

/** What the figure is worth: an interval that reaches down to the baseline proves nothing. */
export function worthWords(validation: ValidationFigures, names: readonly string[]): string {
  const { position, share } = baselineOf(validation);
  const words = { name: names[position] ?? '', share: percent(share) };
  return validation.accuracyInterval[0] <= share
    ? m.learn_worth_unproven(words)
    : m.learn_worth_proven(words);
}

function checked({ correct, count, accuracyInterval: [low, high] }: ValidationFigures) {
  return {
    correct: wholeNumber(correct),
    ...counted(count),
    low: percent(low),
    high: percent(high),
  };
}

function counted(count: number): { count: number; shown: string } {
  return { count, shown: wholeNumber(count) };
}
