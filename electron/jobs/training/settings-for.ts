import type { EyeId, TrainingSettings } from '../../contract.ts';
import type { Eyes, UsableEye } from '../eyes/eyes.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { needsPixels, noEyeWorked } from './training-problems.ts';

/** The eyes to choose from: the one that was chosen by hand, or all that can be used now. */
export async function eyesToTry(
  eyes: Eyes,
  eyeId: EyeId | null,
  settings: TrainingSettings | null,
): Promise<[UsableEye, ...UsableEye[]]> {
  const candidates = eyeId === null ? await eyes.usable() : [await eyes.find(eyeId)];
  const isConvolutional = settings?.network === 'convolutional';
  const [first, ...others] = isConvolutional
    ? candidates.filter(({ summary }) => summary.kind === 'pixels')
    : candidates;
  if (first === undefined) throw new ProblemError(isConvolutional ? needsPixels : noEyeWorked);
  return [first, ...others];
}

/** What one click trains with through this eye. */
export function oneClickFor(
  training: Services['training'],
  { summary }: UsableEye,
  exampleCount: number,
  network: TrainingSettings['network'] = 'dense',
): Promise<TrainingSettings> {
  return training.call('oneClickSettings', { exampleCount, eyeKind: summary.kind, network });
}

/** Copies of a photo can be made where the eye gives a picture, and not of what a network said of it. */
export function settingsThrough(
  { summary }: UsableEye,
  settings: TrainingSettings,
): TrainingSettings {
  return summary.kind === 'pixels' || summary.kind === 'shapes'
    ? settings
    : { ...settings, augmentation: false };
}
