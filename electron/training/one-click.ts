import { convolutionalOneClickSettings, oneClickSettings } from '../../core/index.ts';
import type { EyeKind } from '../../core/index.ts';
import type { EyeSummary, TrainingSettings } from '../contract.ts';
import { defaultThreads } from './kernels/cores.ts';
import type { TrainingOperations } from './operations.ts';

/** What core distinguishes: networks of any origin give features. */
export function featuresKindOf(kind: EyeSummary['kind']): EyeKind {
  return kind === 'pixels' || kind === 'shapes' ? kind : 'features';
}

/** What suits so many photos, of what a person may also choose. */
export function oneClick({
  exampleCount,
  eyeKind,
  network,
}: Parameters<TrainingOperations['oneClickSettings']>[0]): TrainingSettings {
  const suited =
    network === 'dense'
      ? oneClickSettings(exampleCount, featuresKindOf(eyeKind))
      : convolutionalOneClickSettings(exampleCount);
  const { learningRate, epochs, minibatchSize, seed } = suited;
  const { validationFraction, augmentation } = suited;
  // Those that a person may choose: of neurons, behind the convolutions where there are any.
  const hiddenLayers = suited.hiddenLayers.filter((layer) => typeof layer === 'number');
  return {
    ...{ hiddenLayers, learningRate, epochs, minibatchSize, seed },
    ...{ validationFraction, augmentation, network, threads: defaultThreads() },
  };
}
