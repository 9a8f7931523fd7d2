import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planTraining } from '../../../electron/training/plan.ts';

describe('the plan of a training', () => {
  const labelsOf = (count: number, firstCount: number) =>
    Uint8Array.from({ length: count }, (_, index) => (index < firstCount ? 0 : 1));

  it('compares eyes only on photos that are learned from, at most 400, in the same mixture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 900 }),
        fc.integer({ min: 5, max: 900 }),
        (cats, dogs) => {
          const labels = labelsOf(cats + dogs, cats);
          const plan = planTraining({ labels, validationFraction: 0.2, seed: 1 });
          const aside = new Set(plan.validation);
          expect(plan.sample.some((index) => aside.has(index))).toBe(false);
          expect(plan.sample.length).toBe(Math.min(400, cats + dogs - aside.size));
          const share = plan.sample.filter((index) => labels[index] === 0).length;
          expect(share / plan.sample.length).toBeCloseTo(cats / (cats + dogs), 1);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is drawn from the seed alone', () => {
    const labels = labelsOf(100, 40);
    const plan = (seed: number) => planTraining({ labels, validationFraction: 0.3, seed });
    expect(plan(1)).toEqual(plan(1));
    expect(plan(2)).not.toEqual(plan(1));
  });
});
