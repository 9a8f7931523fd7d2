import { describe, expect, it } from 'vitest';
import { comparisonSettings, completeChoice, oneClickSettings } from '../../../core/index.ts';
import type { EyeKind } from '../../../core/index.ts';
import { makeExamples, splitAt, trainToEnd } from '../examples.ts';

const KINDS: EyeKind[] = ['pixels', 'shapes', 'features'];
const examples = makeExamples(120, 768);
const split = splitAt(examples, 90);

describe.each(KINDS)('one click for %s', (kind) => {
  it('takes settings that train takes, for few photos and for many', () => {
    for (const count of [4, 120, 20_000]) {
      const { result } = trainToEnd(examples, split, {
        ...oneClickSettings(count, kind),
        epochs: 2,
      });
      expect(result.stopped).toBe('all-epochs');
    }
  });

  it('learns what can be learned, as its comparison does', () => {
    for (const settings of [oneClickSettings(120, kind), comparisonSettings(120, kind)]) {
      const { steps } = trainToEnd(examples, split, settings);
      expect(steps.at(-1).epochFigures!.validationAccuracy).toBeGreaterThan(0.8);
    }
  });

  it('chosen by hand as one click has it, is one click', () => {
    const { validationFraction, augmentation, ...settings } = oneClickSettings(120, kind);
    expect(validationFraction).toBe(0.2);
    expect(augmentation).toBe(kind !== 'features');
    expect(completeChoice(settings, 120, kind)).toEqual(settings);
  });

  it('learns with hidden layers of one’s own as well', () => {
    const chosen = { ...oneClickSettings(120, kind), hiddenLayers: [20, 7, 5], learningRate: 0.01 };
    const { steps } = trainToEnd(examples, split, completeChoice(chosen, 120, kind));
    expect(steps.at(-1).epochFigures!.validationAccuracy).toBeGreaterThan(0.8);
  });
});
