import { describe, expect, test } from 'vitest';
import type { AboutModel } from '../../../../electron/jobs/models/about.ts';
import { readAbout, writeAbout } from '../../../../electron/jobs/models/about.ts';

const MODEL: AboutModel = {
  name: 'Zoë’s pets (75%)',
  createdAt: 1_700_000_000_000,
  libraryName: 'Pets',
  categoryNames: ['cat', 'dog'],
  labelCounts: [42, 38],
  layerSizes: [12288, 16, 1],
  settings: {
    hiddenLayers: [16],
    learningRate: 0.0002,
    epochs: 120,
    minibatchSize: 32,
    validationFraction: 0.2,
    seed: 1,
    network: 'dense',
    augmentation: true,
    threads: 2,
  },
  epochsRun: 31,
  trainingMilliseconds: 1234.5,
  trainingAccuracy: 0.9,
  validation: {
    count: 20,
    correct: 15,
    accuracy: 0.75,
    accuracyInterval: [0.53, 0.89],
    cost: 0.4,
    confusion: [
      [7, 3],
      [2, 8],
    ],
  },
  eyeId: 'pixels-64@1',
  eyeName: 'Pixels',
};

function readWith(field: string, value: unknown) {
  return readAbout(JSON.stringify({ version: 1, model: { ...MODEL, [field]: value } }));
}

describe('what a model’s file tells of it', () => {
  test('is read as it was written, and nothing of this computer goes with it', () => {
    const summary = { ...MODEL, id: 7, isCurrent: true, libraryId: 3, comparison: [] };
    const json = writeAbout(summary);
    expect(readAbout(json)).toEqual({ ok: true, about: MODEL });
    expect(Object.keys((JSON.parse(json) as { model: object }).model)).toEqual(Object.keys(MODEL));
  });

  test('may be more than this version knows of', () => {
    expect(readWith('favouriteFood', 'cake')).toEqual({ ok: true, about: MODEL });
  });

  test('is refused when a newer version wrote it', () => {
    const newer = JSON.stringify({ version: 2, network: MODEL });
    expect(readAbout(newer)).toEqual({ ok: false, reason: 'newer' });
  });

  test.each(['', 'Dear diary', 'null', '[]', '{"version":1}', '{"version":0}'])(
    'is damaged when it is %j',
    (json) => {
      expect(readAbout(json)).toEqual({ ok: false, reason: 'damaged' });
    },
  );

  test.each<[keyof AboutModel, unknown]>([
    ['name', ' '],
    ['name', 'x'.repeat(401)],
    ['createdAt', '2026'],
    ['createdAt', 1e300],
    ['libraryName', null],
    ['categoryNames', ['cat']],
    ['categoryNames', ['cat', 7]],
    ['labelCounts', [1, -1]],
    ['layerSizes', [48, 0, 1]],
    ['settings', {}],
    ['settings', { ...MODEL.settings, hiddenLayers: ['6'] }],
    ['epochsRun', 0.5],
    ['trainingMilliseconds', -1],
    ['trainingAccuracy', 1.01],
    ['validation', { count: 1 }],
    ['validation', { ...MODEL.validation, correct: 16 }],
    ['validation', { ...MODEL.validation, cost: null }],
    ['eyeId', {}],
    ['eyeName', ''],
  ])('is damaged when its %s is %j', (field, value) => {
    expect(readWith(field, value)).toEqual({ ok: false, reason: 'damaged' });
  });
});
