import { describe, expect, it } from 'vitest';
import {
  accuracyWords,
  keptWords,
  balanceAdvice,
  baselineOf,
  phaseWords,
  readiness,
  timeLeftWords,
  worthWords,
} from '../../../renderer/learn/training-words.ts';
import { runOf, trialOf, VALIDATION } from '../examples.ts';

function kinds(cats: number, dogs: number) {
  return [
    { name: 'cat', count: cats },
    { name: 'dog', count: dogs },
  ];
}

const run = runOf({ epoch: 12, millisecondsLeft: 120_000 });

describe('before training', () => {
  it('says what it will learn from', () => {
    expect(readiness(kinds(100, 101))).toEqual({
      ready: true,
      words: 'Learn from 100 cats and 101 dogs.',
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
    const comparison = [trialOf('Keen', [0, 0, 0], { status: 'looking', looked: 30 })];
    expect(phaseWords({ ...run, phase: 'comparing', comparison })).toBe(
      'Comparing the eyes: Keen has looked at 30 of 100 photos',
    );
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
    expect(accuracyWords(VALIDATION)).toBe(
      'It got 34 of 40 photos right that it had never seen: 85% (between 71% and 93%).',
    );
  });

  it('says so when an earlier epoch was kept', () => {
    expect(keptWords(2, 17)).toContain('best after epoch 2 of 17');
    expect(keptWords(17, 17)).toBe('');
    expect(keptWords(undefined, 17)).toBe('');
  });

  it('says when it does better than guessing, and when that is not shown', () => {
    expect(worthWords(VALIDATION, ['cat', 'dog'])).toContain('better than guessing');
    const weak = { ...VALIDATION, accuracyInterval: [0.45, 0.8] as [number, number] };
    expect(worthWords(weak, ['cat', 'dog'])).toContain('does not yet show');
  });

  it('compares with always giving the commonest answer, of however many there are', () => {
    const confusion = [
      [8, 2, 0],
      [1, 17, 2],
      [0, 1, 9],
    ];
    expect(baselineOf({ ...VALIDATION, confusion })).toEqual({ position: 1, share: 0.5 });
    expect(baselineOf(VALIDATION)).toEqual({ position: 0, share: 0.5 });
  });
});
