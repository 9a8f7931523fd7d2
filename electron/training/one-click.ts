import { oneClickSettings } from '../../core/index.ts';
import type { EyeKind } from '../../core/index.ts';
import type { EyeSummary, TrainingSettings } from '../contract.ts';
import { defaultThreads } from './kernels/cores.ts';

/** What core distinguishes: networks of any origin give features. */
export const featuresKindOf = (kind: EyeSummary['kind']): EyeKind =>
  kind === 'pixels' || kind === 'shapes' ? kind : 'features';

/** What one click trains with, of what a person may also choose. */
export const oneClick = (exampleCount: number, eyeKind: EyeSummary['kind']): TrainingSettings => {
  const {
    hiddenLayers,
    learningRate,
    epochs,
    minibatchSize,
    validationFraction,
    seed,
    augmentation,
  } = oneClickSettings(exampleCount, featuresKindOf(eyeKind));
  return {
    hiddenLayers,
    learningRate,
    epochs,
    minibatchSize,
    validationFraction,
    seed,
    network: 'dense',
    augmentation,
    threads: defaultThreads(),
  };
};
