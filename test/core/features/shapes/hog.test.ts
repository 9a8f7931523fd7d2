import { describe, expect, it } from 'vitest';
import { histogramsOfGradients, hogCount } from '../../../../core/features/shapes/hog.ts';
import { goldenPictures } from './golden-pictures.ts';

const OPTIONS = { orientations: 9, cell: 8, block: 2 };

describe('histograms of oriented gradients', () => {
  it.each(goldenPictures)('equal scikit-image’s to 1e-6: $name', ({ picture, edge, hog }) => {
    expect(hog).toHaveLength(3);
    for (const golden of hog) {
      const values = histogramsOfGradients(picture, edge, golden.options);
      expect(values).toHaveLength(golden.values.length);
      const worst = Math.max(...golden.values.map((value, i) => Math.abs(value - values[i])));
      expect(worst).toBeLessThan(1e-6);
    }
  });

  it('has as many numbers as it says, none where the picture has no block', () => {
    for (const edge of [15, 16, 40]) {
      const picture = new Uint8Array(edge * edge * 3);
      expect(histogramsOfGradients(picture, edge, OPTIONS)).toHaveLength(hogCount(edge, OPTIONS));
    }
    expect(hogCount(40, OPTIONS)).toBe(4 * 4 * 2 * 2 * 9);
    expect(hogCount(15, OPTIONS)).toBe(0);
  });

  it('hardly changes when the light is halved', () => {
    const { picture, edge } = goldenPictures.find(({ name }) => name === 'a disc')!;
    const bright = picture.map((value) => value & ~1);
    const dark = bright.map((value) => value / 2);
    const expected = histogramsOfGradients(bright, edge, OPTIONS);
    const values = histogramsOfGradients(dark, edge, OPTIONS);
    expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 4));
  });
});
