import { describe, expect, it } from 'vitest';
import { validationFiguresOf } from '../../../electron/training/figures.ts';

describe('the table of truths and answers', () => {
  it('counts by category position, where the first is answered from one half on', () => {
    const ofFirst = [0.9, 0.5, 0.49, 0.1, 0.7];
    const probabilities = Float64Array.from(ofFirst.flatMap((p) => [p, 1 - p]));
    const figures = validationFiguresOf(probabilities, [0, 0, 0, 1, 1], 0.3);
    expect(figures.confusion).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(figures).toMatchObject({ count: 5, correct: 3, accuracy: 0.6, cost: 0.3 });
  });
});
