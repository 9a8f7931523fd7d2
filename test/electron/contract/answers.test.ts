import { describe, expect, it } from 'vitest';
import { answerOf, confidenceOf, likeliestOf } from '../../../electron/contract/answers.ts';

describe('the answer', () => {
  it('is the most probable kind, and "not sure" where even that is below the threshold', () => {
    expect(answerOf([0.2, 0.5, 0.3], 0.5)).toBe(1);
    expect(answerOf([0.2, 0.5, 0.3], 0.51)).toBe('not-sure');
    expect(likeliestOf([0.2, 0.5, 0.3])).toBe(1);
    expect(confidenceOf([0.2, 0.5, 0.3])).toBe(0.5);
  });

  it('is of equals the first, so that exactly one half is the first kind', () => {
    expect(answerOf([0.5, 0.5], 0.5)).toBe(0);
    expect(answerOf([0.2, 0.4, 0.4], 0)).toBe(1);
  });
});
