import { oneClickSettings as oneClickOfCore } from '../../core/index.ts';
import type { TrainingSettings } from '../../core/index.ts';

export { crossValidate, mostCompared, sampleExamples } from '../../core/cross-validate.ts';
export { frontOf } from '../../core/front.ts';
export { prepareExamples } from '../../core/prepare-examples.ts';

export type EyeKind = 'pixels' | 'shapes' | 'features';
export const oneClickSettings = (count: number, kind: EyeKind) => ({
  ...oneClickOfCore(count),
  augmentation: kind !== 'features',
});
export const comparisonSettings = (count: number, kind: EyeKind): TrainingSettings => ({
  ...oneClickSettings(count, kind),
  epochs: 20,
  patience: null,
});
