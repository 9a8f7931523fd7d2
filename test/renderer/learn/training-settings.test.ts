import { describe, expect, it } from 'vitest';
import type { Payload } from '../../../electron/contract.ts';
import { Eyes } from '../../../renderer/settings/eyes.svelte.ts';
import {
  draftOf,
  readDraft,
  SettingsChoice,
} from '../../../renderer/learn/training-settings.svelte.ts';
import { eyeOf, runOf, SETTINGS } from '../examples.ts';
import { answerCallsWith } from '../library.ts';

const THREADS = 4;

describe('training settings as typed', () => {
  it('come back as they went in', () => {
    expect(readDraft(draftOf(SETTINGS), THREADS)).toEqual({ settings: SETTINGS, problems: {} });
    const other = { ...SETTINGS, hiddenLayers: [], minibatchSize: null, validationFraction: 0.15 };
    expect(readDraft(draftOf(other), THREADS).settings).toEqual(other);
  });

  it('take layers with commas, blanks or both', () => {
    const draft = { ...draftOf(SETTINGS), hiddenLayers: ' 12 8,4 ' };
    expect(readDraft(draft, THREADS).settings?.hiddenLayers).toEqual([12, 8, 4]);
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
    ['threads', '5', 'whole number from 1 to 4'],
    ['threads', '0', 'whole number from 1 to 4'],
  ] as const)('refuse %s “%s” in words', (field, text, words) => {
    const { settings: read, problems } = readDraft(
      { ...draftOf(SETTINGS), [field]: text },
      THREADS,
    );
    expect(read).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toContain(words);
  });
});

describe('the choice of eye and settings', () => {
  const pixels = eyeOf('pixels');
  const keen = eyeOf('keen');

  /** One-click settings tell their eye by the epochs: 100 for Pixels, 50 for any other. */
  function choiceAmong(eyes = [pixels, eyeOf('shapes'), keen]) {
    const asked: unknown[] = [];
    answerCallsWith((_name, payload) => {
      asked.push(payload);
      const { eyeId, network } = payload as Payload<'training.oneClickSettings'>;
      const epochs = network === 'convolutional' ? 60 : eyeId === pixels.id ? 100 : 50;
      return Promise.resolve({ ok: true, value: { ...SETTINGS, network, epochs } });
    });
    const known = new Eyes();
    known.take(eyes);
    return { choice: new SettingsChoice(known, THREADS), known, asked };
  }

  it('is one-click until the person takes their own, and can go back', async () => {
    const { choice } = choiceAmong();
    expect([choice.eye, choice.settings, choice.valid]).toEqual([null, null, true]);

    await choice.takeOwn(7, null);
    choice.write('epochs', '12');
    expect(choice.settings).toEqual({ ...SETTINGS, epochs: 12 });

    choice.write('epochs', 'many');
    expect([choice.settings, choice.valid]).toEqual([null, false]);
    expect(choice.problems.epochs).toContain('whole number');

    choice.backToOneClick();
    expect([choice.settings, choice.valid]).toEqual([null, true]);
  });

  it('begins with the settings of the last run only where that looked through the same eye', async () => {
    const { choice } = choiceAmong();
    const run = runOf({ eyeId: keen.id, settings: { ...SETTINGS, epochs: 33 } });
    await choice.chooseEye(keen.id, 7);
    await choice.takeOwn(7, run);
    expect(choice.settings?.epochs).toBe(33);
    await choice.chooseEye(pixels.id, 7);
    await choice.takeOwn(7, run);
    expect(choice.settings?.epochs).toBe(100);
  });

  it('asks again for what suits another eye, but never overwrites what was typed', async () => {
    const { choice, asked } = choiceAmong();
    await choice.takeOwn(7, null);
    await choice.chooseEye(pixels.id, 7);
    expect(asked).toEqual([
      { libraryId: 7, eyeId: null, network: 'dense' },
      { libraryId: 7, eyeId: pixels.id, network: 'dense' },
    ]);
    expect(choice.settings?.epochs).toBe(100);

    choice.write('epochs', '12');
    await choice.chooseEye(keen.id, 7);
    expect(choice.settings?.epochs).toBe(12);
  });

  it('stays valid through an eye that cannot use all of it, and finds it again with one that can', async () => {
    const { choice } = choiceAmong();
    await choice.chooseEye(pixels.id, 7);
    await choice.takeOwn(7, null);
    await choice.chooseNetwork('convolutional', 7);
    choice.write('augmentation', true);
    expect(choice.settings).toMatchObject({ network: 'convolutional', augmentation: true });
    await choice.chooseEye('shapes@1', 7);
    expect(choice.settings).toMatchObject({ network: 'dense', augmentation: true });
    await choice.chooseEye(keen.id, 7);
    expect(choice.settings).toMatchObject({ network: 'dense', augmentation: false });
    await choice.chooseEye(pixels.id, 7);
    expect(choice.settings).toMatchObject({ network: 'convolutional', augmentation: true });
  });

  it('takes with another kind of network what suits it, and keeps what suits any', async () => {
    const { choice } = choiceAmong();
    await choice.chooseEye(pixels.id, 7);
    await choice.takeOwn(7, null);
    choice.write('seed', '11');
    await choice.chooseNetwork('convolutional', 7);
    expect(choice.settings).toMatchObject({ network: 'convolutional', epochs: 60, seed: 11 });
    await choice.chooseNetwork('dense', 7);
    expect(choice.settings).toMatchObject({ network: 'dense', epochs: 100, seed: 11 });
  });

  it('goes back to “choose for me” when the chosen eye can no longer be used', async () => {
    const { choice, known } = choiceAmong();
    await choice.chooseEye(keen.id, 7);
    expect(choice.eye?.name).toBe('Keen');
    const problem = { code: 'eye-missing', parameters: { eyeName: 'Keen' } } as const;
    known.take([pixels, { ...keen, problem }]);
    expect(choice.eye).toBeNull();
  });

  it('is not overtaken by the answer for an eye that was left meanwhile', async () => {
    const { choice } = choiceAmong();
    await choice.chooseEye(pixels.id, 7);
    const late = choice.takeOwn(7, null);
    const next = choice.chooseEye(keen.id, 7);
    await Promise.all([late, next]);
    expect(choice.draft).toBeNull();
  });
});
