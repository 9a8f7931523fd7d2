import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numpyRandom, splitTrainValidation } from '../../../core/index.ts';
import { planTraining } from '../../../electron/training/plan.ts';

describe('the plan of a training', () => {
  const labelsOf = (count: number, firstCount: number) =>
    Uint8Array.from({ length: count }, (_, index) => (index < firstCount ? 0 : 1));

  const alone = (labels: Uint8Array) => Uint32Array.from(labels, (_, index) => index);

  it('compares eyes only on photos that are learned from, at most 400, in the same mixture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 900 }),
        fc.integer({ min: 5, max: 900 }),
        (cats, dogs) => {
          const labels = labelsOf(cats + dogs, cats);
          const plan = planTraining({
            labels,
            groups: alone(labels),
            validationFraction: 0.2,
            seed: 1,
          });
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

  it('has each group on one side, and once where the network is checked and eyes are compared', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ group: fc.nat(30), label: fc.constantFrom(0, 1) }), {
          minLength: 60,
          maxLength: 200,
        }),
        fc.nat(1000),
        (photos, seed) => {
          const labels = Uint8Array.from(photos, ({ label }) => label);
          const groups = Uint32Array.from(photos, ({ group }) => group);
          const plan = planTraining({ labels, groups, validationFraction: 0.25, seed });
          const groupsAt = (indices: Uint32Array) => [...indices].map((index) => groups[index]);
          const [learned, asked] = [groupsAt(plan.training), groupsAt(plan.validation)];
          expect(learned.filter((group) => asked.includes(group))).toEqual([]);
          expect(new Set(asked).size).toBe(asked.length);
          expect(new Set([...learned, ...asked])).toEqual(new Set(groups));
          const compared = groupsAt(plan.sample);
          expect(new Set(compared).size).toBe(compared.length);
          expect(new Set(compared)).toEqual(new Set(learned));
          const learnedGroups = new Set(learned);
          const all = groups.filter((group) => learnedGroups.has(group));
          expect(plan.training.length).toBe(all.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('without groups is that of the labels alone', () => {
    const labels = labelsOf(90, 35);
    const plan = planTraining({
      labels,
      groups: alone(labels),
      validationFraction: 0.3,
      seed: 5,
    });
    const split = splitTrainValidation(labels, 0.3, numpyRandom(5));
    expect({ training: plan.training, validation: plan.validation }).toEqual(split);
  });

  it('is drawn from the seed alone', () => {
    const labels = labelsOf(100, 40);
    const groups = alone(labels);
    const plan = (seed: number) => planTraining({ labels, groups, validationFraction: 0.3, seed });
    expect(plan(1)).toEqual(plan(1));
    expect(plan(2)).not.toEqual(plan(1));
  });
});
