import type { Examples } from '../../../core/index.ts';
import type { TrainingSettings } from '../../../electron/contract.ts';

/** With a tenth kept aside, 209 are left to learn from. */
export const EXAMPLE_COUNT = 233;
export const TRAINED_ON = 209;
export const FEATURE_COUNT = 64 * 64 * 3;

/** [12288, 20, 7, 5, 1], all photos in each step. */
export const SETTINGS: TrainingSettings = {
  hiddenLayers: [20, 7, 5],
  learningRate: 0.0005,
  epochs: 600,
  minibatchSize: null,
  validationFraction: 0.1,
  seed: 1,
  network: 'dense',
  augmentation: false,
  threads: 1,
};

/** Bytes in two kinds, one a little brighter than the other, so that there is something to learn. */
export function makeExamples(): Examples & { features: Uint8Array } {
  const features = new Uint8Array(EXAMPLE_COUNT * FEATURE_COUNT);
  const labels = Uint8Array.from({ length: EXAMPLE_COUNT }, (_, example) => example % 2);
  let state = 1;
  for (let i = 0; i < features.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const brighter = labels[Math.floor(i / FEATURE_COUNT)] * 24;
    features[i] = (state >>> 24) * 0.9 + brighter;
  }
  return { features, labels, count: EXAMPLE_COUNT, featureCount: FEATURE_COUNT };
}
