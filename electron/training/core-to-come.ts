import { evaluateModel, oneClickSettings as oneClickOfCore, train } from '../../core/index.ts';
import type { Examples, NumpyRandom, Split, TrainingSettings } from '../../core/index.ts';

export type EyeKind = 'pixels' | 'shapes' | 'features';
export const mostCompared = 400;
export const frontOf = (_eyeId: string): null => null;
export const oneClickSettings = (count: number, kind: EyeKind) => ({
  ...oneClickOfCore(count),
  augmentation: kind !== 'features',
});
export const comparisonSettings = (count: number, _kind: EyeKind): TrainingSettings => ({
  ...oneClickOfCore(count),
  epochs: 20,
  patience: null,
});
export const sampleExamples = (
  _labels: Uint8Array,
  indices: Uint32Array,
  most: number,
  random: NumpyRandom,
): Uint32Array =>
  random
    .permutation(indices.length)
    .slice(0, most)
    .map((place) => indices[place] ?? 0)
    .sort();
export function* prepareExamples(
  examples: Examples,
  split: Split,
  _options: { front: null; augmentation: boolean; seed: number },
): Generator<{ finished: number; count: number }, { examples: Examples; split: Split }, void> {
  yield { finished: 0, count: 0 };
  return { examples, split };
}
export function* crossValidate(
  examples: Examples,
  indices: Uint32Array,
  settings: TrainingSettings,
  folds: number,
  _random: NumpyRandom,
): Generator<{ fold: number; folds: number }, { count: number; correct: number }, void> {
  let correct = 0;
  for (let fold = 1; fold <= folds; fold += 1) {
    const validation = indices.filter((_, place) => place % folds === fold - 1);
    const training = indices.filter((_, place) => place % folds !== fold - 1);
    const steps = train(examples, { training, validation }, settings);
    for (;;) {
      const { value, done } = steps.next();
      if (done === true) {
        correct += evaluateModel(value.model, examples, validation).correct;
        break;
      }
      yield { fold, folds };
    }
  }
  return { count: indices.length, correct };
}
