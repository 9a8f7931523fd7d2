import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossValidate, MOST_COMPARED, numpyRandom, sampleExamples } from '../../../core/index.ts';
import type { Examples } from '../../../core/index.ts';
import { makeExamples, PLAIN_SETTINGS } from '../examples.ts';
import { finish } from '../pictures.ts';

const settings = { ...PLAIN_SETTINGS, hiddenLayers: [], epochs: 20 };
function all({ count }: Examples) {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

describe('cross-validation', () => {
  it('answers once for each of the examples asked about, and mostly right where that can be learned', () => {
    const examples = makeExamples(80);
    const asked = all(examples).filter((index) => index % 4 !== 1);
    const result = finish(crossValidate(examples, asked, settings, 5, numpyRandom(1)));
    expect(result.count).toBe(60);
    expect(result.indices).toEqual(asked);
    const right = [...asked].filter(
      (index, i) => result.probabilities[2 * i + 1] > 0.5 === (examples.labels[index] === 1),
    );
    expect(result.correct).toBe(right.length);
    expect(result.correct / result.count).toBeGreaterThan(0.85);
  });

  it('does not answer from having learned the answer', () => {
    const random = numpyRandom(2);
    const examples = makeExamples(60, 300);
    // Labels that have nothing to do with the features, yet could be learned by heart.
    const labels = Uint8Array.from(random.permutation(60), (place) => place % 2);
    const learned = { ...settings, epochs: 60 };
    const { correct } = finish(
      crossValidate({ ...examples, labels }, all(examples), learned, 5, random),
    );
    expect(correct).toBeLessThan(45);
  });

  it('learns nothing from examples it was not asked about', () => {
    const examples = makeExamples(60);
    const asked = all(examples).subarray(0, 40);
    const changed = { ...examples, features: examples.features.slice() };
    changed.features.fill(255, 40 * 48);
    const one = finish(crossValidate(examples, asked, settings, 4, numpyRandom(1)));
    const other = finish(crossValidate(changed, asked, settings, 4, numpyRandom(1)));
    expect(other).toEqual(one);
  });

  it('takes a sample of very many, and the same one for the same seed', () => {
    const examples = makeExamples(900, 6);
    const quick = { ...settings, epochs: 1 };
    const one = finish(crossValidate(examples, all(examples), quick, 5, numpyRandom(1)));
    const other = finish(crossValidate(examples, all(examples), quick, 5, numpyRandom(1)));
    expect(one.count).toBe(MOST_COMPARED);
    expect(new Set(one.indices).size).toBe(MOST_COMPARED);
    expect(other).toEqual(one);
  });

  it('deals fewer folds where a label is rare, and refuses a lone one', () => {
    const examples = makeExamples(20);
    examples.labels.fill(0).fill(1, 17);
    const steps = [...crossValidate(examples, all(examples), settings, 5, numpyRandom(1))];
    expect(steps.at(-1)).toEqual({ fold: 3, folds: 3 });
    examples.labels.fill(0, 0, 19);
    expect(() => [...crossValidate(examples, all(examples), settings, 5, numpyRandom(1))]).toThrow(
      '2 examples of each label or more',
    );
  });
});

describe('a sample of examples', () => {
  it('has the mixture of labels, and five of each where there are so many', () => {
    const lengths = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(lengths, lengths, fc.integer({ min: 10, max: 50 }), (zeros, ones, most) => {
        const labels = new Uint8Array(zeros + ones).fill(1, zeros);
        const indices = Uint32Array.from(labels.keys());
        const sample = sampleExamples(labels, indices, most, numpyRandom(1));
        expect(sample).toHaveLength(Math.min(most, zeros + ones));
        expect(sample).toEqual(Uint32Array.from(new Set(sample)).sort());
        const taken = sample.filter((index) => labels[index] === 1).length;
        expect(taken).toBeGreaterThanOrEqual(Math.min(ones, 5));
        expect(sample.length - taken).toBeGreaterThanOrEqual(Math.min(zeros, 5));
        const expected = (sample.length * ones) / Math.max(1, zeros + ones);
        expect(Math.abs(taken - expected)).toBeLessThanOrEqual(5);
      }),
    );
  });
});
