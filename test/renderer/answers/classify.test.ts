import { describe, expect, it } from 'vitest';
import type { ClassifiedPhoto } from '../../../electron/contract.ts';
import { Classify } from '../../../renderer/answers/classify.svelte.ts';

function photo(id: number, probability: number | null): ClassifiedPhoto {
  return {
    id,
    fileName: `${id}.jpg`,
    path: `/photos/${id}.jpg`,
    modelId: 1,
    modelName: 'First model',
    categoryNames: ['cat', 'dog'],
    probabilities: probability === null ? null : [probability, 1 - probability],
    problem: null,
  };
}

function idsShown(classify: Classify) {
  return classify.shown.map(({ id }) => id);
}

describe('the session of classified photos', () => {
  it('adds each photo once, though a reload and the events overlap', () => {
    const classify = new Classify();
    classify.append([photo(1, 0.9), photo(2, 0.1)]);
    classify.append([photo(1, 0.9), photo(2, 0.1), photo(3, 0.5)]);
    expect(classify.total).toBe(3);
    expect(idsShown(classify)).toEqual([1, 2, 3]);
  });

  it('keeps the chosen order while further photos come in', () => {
    const classify = new Classify();
    classify.sort = 'surest';
    classify.append([photo(1, 0.6), photo(2, 0.1)]);
    expect(idsShown(classify)).toEqual([2, 1]);
    classify.append([photo(3, 0.99)]);
    expect(idsShown(classify)).toEqual([3, 2, 1]);
  });

  it('counts as not sure what lies below the band that was set', () => {
    const classify = new Classify();
    classify.append([photo(1, 0.7), photo(2, 0.4), photo(3, null)]);
    expect(classify.counts).toMatchObject({ notSure: 1, failed: 1 });
    classify.notSureBelow = 0.9;
    expect(classify.counts).toMatchObject({ notSure: 2, failed: 1 });
    classify.filter = 'not-sure';
    expect(idsShown(classify)).toEqual([1, 2]);
  });

  it('answers with no model while there is none', () => {
    expect(new Classify().model).toBeNull();
  });
});
