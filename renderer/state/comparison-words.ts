import type { EyeId, EyeTrial } from '../../electron/contract.ts';
import { problemText } from '../problem-words.ts';
import { countOf, percent, shortNumber, wholeNumber } from '../numbers.ts';

/** "94% (89% to 97%)", or a dash while there is nothing to tell. */
export function trialAccuracyWords({ status, accuracy, accuracyInterval }: EyeTrial): string {
  if (status !== 'done') return '–';
  const [low, high] = accuracyInterval;
  return `${percent(accuracy)} (${percent(low)} to ${percent(high)})`;
}

/** "2.3 s", or a dash while it was not measured yet. */
export function trialTimeWords({ status, seconds }: EyeTrial): string {
  if (seconds === 0 || status === 'failed') return '–';
  return seconds < 10
    ? `${shortNumber(Math.round(10 * seconds) / 10)} s`
    : `${wholeNumber(seconds)} s`;
}

/** What is done with this eye now. */
export function trialStatusWords({ status, problem }: EyeTrial): string {
  switch (status) {
    case 'waiting':
      return 'Waiting';
    case 'looking':
      return 'Looking at photos';
    case 'checking':
      return 'Checking';
    case 'done':
      return 'Tried';
    case 'failed':
      return problem ? problemText(problem) : 'Could not be tried';
  }
}

/** What the comparison is doing now, in one sentence. */
export function comparingWords(trials: readonly EyeTrial[]): string {
  const trial = trials.find(({ status }) => status === 'looking' || status === 'checking');
  if (!trial) return 'Comparing the eyes';
  if (trial.status === 'checking') {
    return `Comparing the eyes: checking what can be learned through ${trial.eyeName}`;
  }
  return (
    `Comparing the eyes: ${trial.eyeName} has looked at ${wholeNumber(trial.looked)} of ` +
    countOf(trial.toLook, 'photo')
  );
}

/** How much of the comparison is behind us, 0 to 1; looking takes nearly all of an eye's time. */
export function comparedShare(trials: readonly EyeTrial[]): number {
  const shares = trials.map(({ status, looked, toLook }) =>
    status === 'done' || status === 'failed' ? 1 : toLook > 0 ? (0.9 * looked) / toLook : 0,
  );
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, trials.length);
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
  const got = `${wholeNumber(chosen.correct)} of ${countOf(chosen.count, 'photo')}`;
  if (!next) return `${chosen.eyeName} was taken: it is the only eye that could be tried.`;
  const close = chosen.accuracyInterval[0] <= next.accuracyInterval[1];
  if (next.accuracy >= chosen.accuracy) {
    return (
      `${chosen.eyeName} was taken: it got ${got} right. ${next.eyeName} did ` +
      `${next.accuracy > chosen.accuracy ? 'a little better, which may be chance' : 'just as well'}.`
    );
  }
  return (
    `${chosen.eyeName} was taken, since it got the most right: ${got}. ` +
    (close
      ? `${next.eyeName} came so close that it may be chance.`
      : `The next best, ${next.eyeName}, is clearly behind.`)
  );
}
