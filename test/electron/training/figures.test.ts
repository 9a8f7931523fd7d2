import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, wilsonInterval } from '../../../electron/training/figures.ts';

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

describe('the table of truths and answers', () => {
  it('counts by category position, where the first is answered from one half on', () => {
    const figures = figuresOf([0.9, 0.5, 0.49, 0.1, 0.7], [1, 1, 1, 0, 0], 0.3);
    expect(figures.confusion).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(figures).toMatchObject({ count: 5, correct: 3, accuracy: 0.6, cost: 0.3 });
  });
});
