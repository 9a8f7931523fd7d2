import type { EyeId, EyeTrial } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { problemText } from '../ui/problem-words.ts';
import { percent, shortNumber, wholeNumber } from '../ui/numbers.ts';

/** "94% (89% to 97%)", or a dash while there is nothing to tell. */
export function trialAccuracyWords({ status, accuracy, accuracyInterval }: EyeTrial): string {
  if (status !== 'done') return '–';
  const [low, high] = accuracyInterval;
  return m.learn_share_interval({
    share: percent(accuracy),
    low: percent(low),
    high: percent(high),
  });
}

/** "2.3 s", or a dash while it was not measured yet. */
export function trialTimeWords({ status, seconds }: EyeTrial): string {
  if (seconds === 0 || status === 'failed') return '–';
  const shown = seconds < 10 ? shortNumber(Math.round(10 * seconds) / 10) : wholeNumber(seconds);
  return m.learn_seconds({ shown });
}

/** What is done with this eye now. */
export function trialStatusWords({ status, problem }: EyeTrial): string {
  switch (status) {
    case 'waiting':
      return m.learn_trial_waiting();
    case 'looking':
      return m.learn_trial_looking();
    case 'checking':
      return m.learn_trial_checking();
    case 'done':
      return m.learn_trial_done();
    case 'failed':
      return problem ? problemText(problem) : m.learn_trial_failed();
  }
}

/** What the comparison is doing now, in one sentence. */
export function comparingWords(trials: readonly EyeTrial[]): string {
  const trial = trials.find(({ status }) => status === 'looking' || status === 'checking');
  if (!trial) return m.learn_comparing();
  if (trial.status === 'checking') {
    return m.learn_comparing_checks({ eye: trial.eyeName });
  }
  return m.learn_comparing_looks({
    eye: trial.eyeName,
    looked: wholeNumber(trial.looked),
    count: trial.toLook,
    shown: wholeNumber(trial.toLook),
  });
}

/**
 * Why this eye was chosen, in plain words. Where the intervals of the best two overlap, the order
 * between them may be chance, and the words say so.
 */
export function whyWords(trials: readonly EyeTrial[], chosenId: EyeId): string {
  const done = trials.filter(({ status }) => status === 'done');
  const chosen = done.find(({ eyeId }) => eyeId === chosenId);
  if (!chosen) return '';
  const others = done.filter((trial) => trial !== chosen);
  const [next] = others.sort((one, other) => other.accuracy - one.accuracy);
  const chosenWords = {
    eye: chosen.eyeName,
    correct: wholeNumber(chosen.correct),
    count: chosen.count,
    shown: wholeNumber(chosen.count),
  };
  if (!next) return m.learn_why_only({ eye: chosen.eyeName });
  const words = { ...chosenWords, other: next.eyeName };
  if (next.accuracy > chosen.accuracy) return m.learn_why_other_better(words);
  if (next.accuracy === chosen.accuracy) return m.learn_why_other_equal(words);
  return chosen.accuracyInterval[0] <= next.accuracyInterval[1]
    ? m.learn_why_close(words)
    : m.learn_why_clear(words);
}
