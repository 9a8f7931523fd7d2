import { describe, expect, it } from 'vitest';
import { prepareExamples, SHAPES_EDGE, SHAPES_FRONT, shapesOf } from '../../../core/index.ts';
import { finish, makePictures } from '../pictures.ts';

const small = makePictures(6, 8);
const large = makePictures(6, SHAPES_EDGE);
const split = { training: Uint32Array.of(0, 1, 4), validation: Uint32Array.of(2, 3) };
const PLAIN = { front: null, augmentation: false, seed: 1 };

describe('preparing examples', () => {
  it('gives back what it was given where there is nothing to do', () => {
    const prepared = finish(prepareExamples(small, split, PLAIN));
    expect(prepared.examples).toBe(small);
    expect(prepared.split).toBe(split);
  });

  it('puts three changed copies of each training picture after the others, with their labels', () => {
    const { examples, split: enlarged } = finish(
      prepareExamples(small, split, { ...PLAIN, augmentation: true }),
    );
    expect(examples.count).toBe(6 + 3 * 3);
    expect([...enlarged.training]).toEqual([0, 1, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(enlarged.validation).toEqual(split.validation);
    const { features, featureCount, labels } = examples;
    const at = (index: number) =>
      features.subarray(index * featureCount, (index + 1) * featureCount);
    for (const index of [0, 1, 2, 3, 4]) {
      const given = small.features.subarray(index * featureCount, (index + 1) * featureCount);
      expect(at(index)).toEqual(given);
    }
    expect([...labels.subarray(6)]).toEqual([0, 1, 0, 0, 1, 0, 0, 1, 0]);
    expect(at(6)).not.toEqual(at(0));
    expect(at(9)).not.toEqual(at(6));
    // A copy of orange stripes is still orange; plain noise is grey.
    const redOverBlue = (index: number) => {
      let sum = 0;
      at(index).forEach((value, i) => (sum += value * [1, 0, -1][i % 3]));
      return sum;
    };
    for (let index = 6; index < 15; index++) {
      expect(redOverBlue(index) > 1000).toBe(labels[index] === 1);
    }
  });

  it('mirrors the first copy of each', () => {
    const pictures = { ...small, features: small.features.slice() };
    // Light on the left half of every picture.
    pictures.features.forEach((_, i) => {
      pictures.features[i] = Math.floor(i / 3) % 8 < 4 ? 200 : 50;
    });
    const options = { ...PLAIN, augmentation: true };
    const { features, featureCount } = finish(prepareExamples(pictures, split, options)).examples;
    for (let index = 6; index < 9; index++) {
      const row = features.subarray(index * featureCount, index * featureCount + 8 * 3);
      expect(row[0]).toBeLessThan(row[7 * 3]);
    }
  });

  it('gives the same bytes for the same seed, and other copies for another', () => {
    const withSeed = (seed: number) =>
      finish(prepareExamples(small, split, { ...PLAIN, augmentation: true, seed })).examples;
    expect(withSeed(3).features).toEqual(withSeed(3).features);
    expect(withSeed(4).features).not.toEqual(withSeed(3).features);
  });

  it('looks at each picture of the split through the front, copies too', () => {
    const options = { front: SHAPES_FRONT, augmentation: true, seed: 1 };
    const { examples } = finish(prepareExamples(large, split, options));
    const { features, featureCount } = examples;
    const at = (index: number) =>
      features.subarray(index * featureCount, (index + 1) * featureCount);
    for (const index of [0, 1, 2, 3, 4]) {
      const picture = large.features
        .subarray(index * large.featureCount)
        .subarray(0, large.featureCount);
      expect(at(index)).toEqual(shapesOf(picture as Uint8Array));
    }
    expect(at(5).every((value) => value === 0)).toBe(true);
    expect(examples.count).toBe(6 + 3);
    const copy = finish(prepareExamples(large, split, { ...options, front: null })).examples;
    const bytes = copy.features.subarray(7 * large.featureCount, 8 * large.featureCount);
    expect(at(7)).toEqual(shapesOf(bytes as Uint8Array));
  });

  it('says after each picture how far it is', () => {
    const steps = [...prepareExamples(small, split, { ...PLAIN, augmentation: true })];
    expect(steps).toHaveLength(5 + 9);
    expect(steps.map(({ finished }) => finished)).toEqual(steps.map((_, i) => i + 1));
    expect(steps.every(({ count }) => count === 14)).toBe(true);
  });

  it('refuses what is no picture', () => {
    const floats = { ...small, features: Float32Array.from(small.features) };
    const augmented = { ...PLAIN, augmentation: true };
    const withFront = { ...PLAIN, front: SHAPES_FRONT };
    expect(() => finish(prepareExamples(floats, split, augmented))).toThrow(
      'Expected square pictures as bytes, got 192 other numbers each',
    );
    expect(() => finish(prepareExamples(small, split, withFront))).toThrow(
      'Expected pictures for shapes-96@1 as bytes, got 192 bytes each',
    );
  });
});
