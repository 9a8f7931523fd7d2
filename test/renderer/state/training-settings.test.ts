import { describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../../electron/contract.ts';
import {
  draftOf,
  readDraft,
  SettingsChoice,
} from '../../../renderer/state/training-settings.svelte.ts';

const settings: TrainingSettings = {
  hiddenLayers: [20, 7, 5],
  learningRate: 0.0075,
  epochs: 2500,
  minibatchSize: 32,
  validationFraction: 0.2,
  seed: 1,
};

describe('training settings as typed', () => {
  it('come back as they went in', () => {
    expect(readDraft(draftOf(settings))).toEqual({ settings, problems: {} });
    const other = { ...settings, hiddenLayers: [], minibatchSize: null, validationFraction: 0.15 };
    expect(readDraft(draftOf(other)).settings).toEqual(other);
  });

  it('take layers with commas, blanks or both', () => {
    const draft = { ...draftOf(settings), hiddenLayers: ' 12 8,4 ' };
    expect(readDraft(draft).settings?.hiddenLayers).toEqual([12, 8, 4]);
  });

  it.each([
    ['hiddenLayers', '20, x', '“x” cannot be a layer'],
    ['hiddenLayers', '0', '“0” cannot be a layer'],
    ['hiddenLayers', '1 '.repeat(17), 'at most 16'],
    ['learningRate', '0', 'above 0'],
    ['learningRate', '', 'above 0'],
    ['epochs', '1.5', 'whole number from 1 to 100,000'],
    ['epochs', '100001', 'whole number'],
    ['minibatchSize', '0', 'whole number'],
    ['keptAside', '60', 'from 10 to 50'],
    ['keptAside', 'NaN', 'from 10 to 50'],
    ['seed', '-1', 'whole number from 0'],
  ] as const)('refuse %s “%s” in words', (field, text, words) => {
    const { settings: read, problems } = readDraft({ ...draftOf(settings), [field]: text });
    expect(read).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toContain(words);
  });
});

describe('the choice of settings', () => {
  it('is one-click until the person takes their own, and can go back', () => {
    const choice = new SettingsChoice();
    expect([choice.settings, choice.valid]).toEqual([null, true]);

    choice.takeOwn(settings);
    choice.write('epochs', '12');
    expect(choice.settings).toEqual({ ...settings, epochs: 12 });

    choice.write('epochs', 'many');
    expect([choice.settings, choice.valid]).toEqual([null, false]);
    expect(choice.problems.epochs).toContain('whole number');

    choice.backToOneClick();
    expect([choice.settings, choice.valid]).toEqual([null, true]);
  });
});
