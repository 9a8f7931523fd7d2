import { createHash } from 'node:crypto';
import type { EyeId, EyeTrial } from '../../contract.ts';
import type { TrainingPhoto } from '../../library/operations.ts';

function keyOf(sample: TrainingPhoto[], seed: number): string | null {
  if (sample.some(({ contentHash }) => contentHash === null)) return null;
  const said = sample.map(({ contentHash, label }) => `${contentHash} ${label}`);
  return createHash('sha256')
    .update([seed, ...said].join('\n'))
    .digest('hex');
}

/**
 * The newest trial of each eye. The same photos with the same labels would give the same figures again,
 * so a second training need not wait for them.
 */
export class KnownTrials {
  readonly #trials = new Map<EyeId, { key: string; trial: EyeTrial }>();

  find(eyeId: EyeId, sample: TrainingPhoto[], seed: number): EyeTrial | null {
    const known = this.#trials.get(eyeId);
    return known !== undefined && known.key === keyOf(sample, seed) ? { ...known.trial } : null;
  }

  keep(trial: EyeTrial, sample: TrainingPhoto[], seed: number): void {
    const key = keyOf(sample, seed);
    if (key !== null && trial.status === 'done') {
      this.#trials.set(trial.eyeId, { key, trial: { ...trial } });
    }
  }
}
