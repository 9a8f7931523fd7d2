import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, figuresOf, wilsonInterval } from '../../../core/index.ts';

describe('the 95% interval of an accuracy', () => {
  // From the formula by hand, and as R's prop.test(correct, count, correct = FALSE) prints it.
  it.each([
    [8, 10, 0.4902, 0.9433],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [45, 48, 0.8317, 0.9785],
  ])('of %i right among %i', (correct, count, low, high) => {
    const interval = wilsonInterval(correct, count);
    expect(interval[0]).toBeCloseTo(low, 3);
    expect(interval[1]).toBeCloseTo(high, 3);
  });

  it('holds the accuracy, lies within 0 and 1, and is everything when nothing was checked', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), (some, count) => {
        const correct = some % (count + 1);
        const [low, high] = wilsonInterval(correct, count);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(correct / count + 1e-12);
        expect(high).toBeGreaterThanOrEqual(correct / count - 1e-12);
      }),
    );
  });
});

describe('the answer', () => {
  it('is the most probable kind, and of equals the first', () => {
    expect(answerOf([0.2, 0.5, 0.3])).toBe(1);
    expect(answerOf([0.5, 0.5])).toBe(0);
    expect(answerOf([0.2, 0.4, 0.4])).toBe(1);
  });
});

describe('figures of three kinds', () => {
  const probabilities = Float64Array.from([
    ...[0.7, 0.2, 0.1],
    ...[0.1, 0.8, 0.1],
    ...[0.4, 0.4, 0.2],
    ...[0.3, 0.3, 0.4],
    ...[0.6, 0.1, 0.3],
  ]);

  it('count every truth and answer, and weigh the kinds alike in the balanced accuracy', () => {
    const figures = figuresOf(probabilities, [0, 1, 0, 2, 2], 3);
    expect(figures.confusion).toEqual([
      [2, 0, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    expect(figures).toMatchObject({ count: 5, correct: 4, accuracy: 0.8 });
    expect(figures.balancedAccuracy).toBeCloseTo((1 + 1 + 0.5) / 3, 12);
  });

  it('leave a kind that does not occur out of the balanced accuracy', () => {
    const { balancedAccuracy } = figuresOf(probabilities, [0, 0, 0, 2, 2], 3);
    expect(balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
    expect(figuresOf(new Float64Array(), [], 3)).toMatchObject({
      accuracy: 0,
      balancedAccuracy: 0,
    });
  });
});
