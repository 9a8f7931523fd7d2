import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EyeTrial } from '../../../../electron/contract.ts';
import { chooseEye } from '../../../../electron/jobs/training/choose-eye.ts';
import { wilsonInterval } from '../../../../core/index.ts';

function trial(eyeId: string, correct: number, count = 100): EyeTrial {
  return {
    eyeId,
    eyeName: eyeId,
    status: 'done',
    looked: count,
    toLook: count,
    count,
    correct,
    accuracy: correct / count,
    accuracyInterval: wilsonInterval(correct, count),
    seconds: 1,
    problem: null,
  };
}

function chosen(...trials: EyeTrial[]) {
  return chooseEye(trials)?.eyeId;
}

describe('of the eyes that were tried', () => {
  test('one that is clearly better is chosen, wherever it stands', () => {
    expect(chosen(trial('keen', 70), trial('own', 95), trial('pixels', 60))).toBe('own');
    expect(chosen(trial('keen', 60), trial('shapes', 70), trial('pixels', 95))).toBe('pixels');
  });

  test('where the difference may be chance, the first is chosen', () => {
    expect(chosen(trial('keen', 96), trial('own', 97))).toBe('keen');
    expect(chosen(trial('keen', 50), trial('own', 50), trial('pixels', 50))).toBe('keen');
  });

  test('the more photos, the smaller the difference that counts', () => {
    expect(chosen(trial('keen', 19, 20), trial('own', 20, 20))).toBe('keen');
    expect(chosen(trial('keen', 17, 20), trial('own', 20, 20))).toBe('own');
    expect(chosen(trial('keen', 399, 400), trial('own', 400, 400))).toBe('keen');
    expect(chosen(trial('keen', 390, 400), trial('own', 400, 400))).toBe('own');
  });

  test('one that failed is never chosen, and none when all did', () => {
    const failed: EyeTrial = { ...trial('keen', 100), status: 'failed' };
    expect(chosen(failed, trial('pixels', 55))).toBe('pixels');
    expect(chooseEye([failed])).toBeNull();
  });

  test('the chosen one is never worse than the best by more than half its interval', () => {
    const anyTrials = fc.array(fc.nat(100), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyTrials, (corrects) => {
        const trials = corrects.map((correct, index) => trial(`eye ${index}`, correct));
        const best = trials.reduce((top, one) => (one.correct > top.correct ? one : top));
        const { accuracy } = chooseEye(trials)!;
        expect(accuracy).toBeLessThanOrEqual(best.accuracy);
        const [low, high] = best.accuracyInterval;
        expect(accuracy).toBeGreaterThanOrEqual(best.accuracy - (high - low) / 2);
      }),
    );
  });
});
