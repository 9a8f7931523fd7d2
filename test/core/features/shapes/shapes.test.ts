import { describe, expect, it } from 'vitest';
import {
  numpyRandom,
  SHAPES_EDGE,
  SHAPES_FEATURE_COUNT,
  shapesOf,
} from '../../../../core/index.ts';
import { colourKinds } from '../../../../core/features/shapes/colours.ts';
import { binaryPatterns, halve, lightnessOf } from '../../../../core/features/shapes/patterns.ts';
import { pyramidHistograms } from '../../../../core/features/shapes/pyramid.ts';
import { goldenPictures } from './golden-pictures.ts';

const BYTE_COUNT = SHAPES_EDGE * SHAPES_EDGE * 3;

describe('local binary patterns', () => {
  it.each(goldenPictures)('equal NumPy’s: $name', ({ picture, edge, patterns }) => {
    expect([...binaryPatterns(lightnessOf(picture), edge)]).toEqual(patterns);
  });

  it('stay the same when every pixel gets lighter by the same', () => {
    const lightness = lightnessOf(goldenPictures[0].picture);
    const lighter = lightness.map((value) => value + 5000);
    expect(binaryPatterns(lighter, 32)).toEqual(binaryPatterns(lightness, 32));
  });

  it('are looked for in sums of 2 × 2 pixels where the picture is halved', () => {
    const halved = halve(Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7), 4);
    expect([...halved]).toEqual([1 + 2 + 5 + 6, 3 + 4 + 7 + 8, 9 + 1 + 4 + 5, 2 + 3 + 6 + 7]);
  });
});

describe('kinds of colours', () => {
  it.each(goldenPictures)('equal scikit-image’s hue, saturation and value: $name', (golden) => {
    const kinds = colourKinds(golden.picture, { hues: 8, saturations: 3, values: 3 });
    expect([...kinds]).toEqual(golden.colours);
  });
});

describe('pyramid of histograms', () => {
  it('counts the whole and each part, as square roots of shares', () => {
    const kinds = Uint8Array.of(0, 1, 1, 1, 2, 1, 1, 1, 2);
    const histograms = pyramidHistograms(kinds, 3, 3, [1, 2]);
    const shares = [...histograms].map((value) => Math.round(value ** 2 * 36) / 36);
    const whole = [1 / 9, 6 / 9, 2 / 9].map((share) => Math.round(share * 36) / 36);
    // Parts of one pixel, of two beside each other, of two below each other, and of four.
    expect(shares).toEqual([...whole, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0.5, 0.5]);
  });
});

describe('shapesOf', () => {
  it('gives as many finite numbers as it says, from 0 to 1, for any picture', () => {
    const random = numpyRandom(4);
    const noise = new Uint8Array(BYTE_COUNT).map(() => random.randint(0, 256));
    for (const picture of [
      noise,
      new Uint8Array(BYTE_COUNT),
      new Uint8Array(BYTE_COUNT).fill(255),
    ]) {
      const features = shapesOf(picture);
      expect(features).toHaveLength(SHAPES_FEATURE_COUNT);
      expect(features.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
    expect(SHAPES_FEATURE_COUNT).toBe(900 + 1770 + 720);
  });

  it('sees other colours, and other surfaces, as different', () => {
    const striped = (on: number[], every: number) =>
      new Uint8Array(BYTE_COUNT).map((_, i) => (Math.floor(i / 3) % every === 0 ? on[i % 3] : 90));
    const [blue, orange, wide] = [
      striped([0, 0, 200], 2),
      striped([200, 120, 0], 2),
      striped([0, 0, 200], 6),
    ].map((picture) => shapesOf(picture));
    const distance = (one: Float32Array, other: Float32Array) =>
      Math.hypot(...one.map((value, i) => value - other[i]));
    expect(distance(blue, orange)).toBeGreaterThan(1);
    expect(distance(blue, wide)).toBeGreaterThan(1);
  });

  it('refuses a picture of another size', () => {
    expect(() => shapesOf(new Uint8Array(12288))).toThrow(
      'Expected a picture of 27648 bytes, got 12288',
    );
  });
});
