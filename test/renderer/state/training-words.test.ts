import { describe, expect, it } from 'vitest';
import type { TrainingState, ValidationFigures } from '../../../electron/contract.ts';
import {
  accuracyWords,
  keptWords,
  balanceAdvice,
  phaseWords,
  readiness,
  timeLeftWords,
  worthWords,
} from '../../../renderer/state/training-words.ts';

const kinds = (cats: number, dogs: number) => [
  { name: 'cat', count: cats },
  { name: 'dog', count: dogs },
];

const run: TrainingState = {
  runId: 1,
  libraryId: 1,
  phase: 'training',
  prepared: 120,
  toPrepare: 200,
  unreadable: 0,
  epoch: 12,
  epochs: 2500,
  millisecondsLeft: 120_000,
  settings: {
    hiddenLayers: [20],
    learningRate: 0.01,
    epochs: 2500,
    minibatchSize: null,
    validationFraction: 0.2,
    seed: 1,
  },
  curve: [],
  modelId: null,
  problem: null,
};

const validation: ValidationFigures = {
  count: 40,
  correct: 34,
  accuracy: 0.85,
  accuracyInterval: [0.709, 0.929],
  cost: 0.4,
  confusion: [
    [18, 2],
    [4, 16],
  ],
};

describe('before training', () => {
  it('says what it will learn from', () => {
    expect(readiness(kinds(100, 101))).toEqual({
      ready: true,
      words: 'Learn from 100 cats and 101 dogs',
    });
  });

  it('says how many labels are missing of which kind', () => {
    expect(readiness(kinds(4, 0))).toEqual({
      ready: false,
      words: 'Label 1 more cat and 5 more dogs. Then it can start to learn.',
    });
    expect(readiness(kinds(50, 3)).words).toContain('Label 2 more dogs.');
  });

  it('advises on photos of the rarer kind only when they are much rarer', () => {
    expect(balanceAdvice(kinds(30, 20))).toBeNull();
    expect(balanceAdvice(kinds(10, 90))).toContain('many more dogs than cats');
  });
});

describe('during training', () => {
  it('says what it does', () => {
    expect(phaseWords({ ...run, phase: 'preparing' })).toBe('Preparing 120 of 200 photos');
    expect(phaseWords(run)).toBe('Learning: epoch 12 of 2,500');
    expect(phaseWords({ ...run, phase: 'paused' })).toBe('Paused at epoch 12 of 2,500');
  });

  it('says how long it will take only while that can be known', () => {
    expect(timeLeftWords(run)).toBe('about 2 minutes left');
    expect(timeLeftWords({ ...run, phase: 'paused' })).toBe('');
    expect(timeLeftWords({ ...run, millisecondsLeft: null })).toBe('');
  });
});

describe('after training', () => {
  it('gives the accuracy with its interval', () => {
    expect(accuracyWords(validation)).toBe(
      'It got 34 of 40 photos right that it had never seen: 85% (between 71% and 93%).',
    );
  });

  it('says so when an earlier epoch was kept', () => {
    expect(keptWords(2, 17)).toContain('best after epoch 2 of 17');
    expect(keptWords(17, 17)).toBe('');
    expect(keptWords(undefined, 17)).toBe('');
  });

  it('says when it does better than guessing, and when that is not shown', () => {
    expect(worthWords(validation, ['cat', 'dog'])).toContain('better than guessing');
    const weak = { ...validation, accuracyInterval: [0.45, 0.8] as [number, number] };
    expect(worthWords(weak, ['cat', 'dog'])).toContain('does not yet show');
  });
});
