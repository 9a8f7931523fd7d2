import type { EyeTrial } from '../../contract.ts';

/**
 * Of the eyes that were tried, given in the order of preference, the first that is below the most
 * accurate one by no more than half of that one's 95% interval: such a difference may well be chance,
 * and then the order decides. Null when every trial failed.
 */
export function chooseEye(trials: readonly EyeTrial[]): EyeTrial | null {
  const done = trials.filter(({ status }) => status === 'done');
  const [first] = done;
  if (first === undefined) return null;
  const best = done.reduce((top, trial) => (trial.accuracy > top.accuracy ? trial : top), first);
  const [low, high] = best.accuracyInterval;
  const margin = (high - low) / 2;
  return done.find(({ accuracy }) => accuracy >= best.accuracy - margin) ?? best;
}
