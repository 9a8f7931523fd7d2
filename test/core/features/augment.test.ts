import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentPicture, augmentationCopies, numpyRandom } from '../../../core/index.ts';
import { changePicture, drawChange } from '../../../core/features/augment.ts';
import type { PictureChange } from '../../../core/features/augment.ts';

const UNCHANGED = { mirrored: false, left: 0, top: 0, contrast: 1, light: 0 };

function change(picture: Uint8Array, edge: number, changes: Partial<PictureChange>): Uint8Array {
  const out = new Uint8Array(picture.length);
  changePicture(out, picture, edge, { ...UNCHANGED, size: edge, ...changes });
  return out;
}

const pictures = fc.integer({ min: 1, max: 12 }).chain((edge) =>
  fc.record({
    edge: fc.constant(edge),
    picture: fc.uint8Array({ minLength: edge * edge * 3, maxLength: edge * edge * 3 }),
  }),
);
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('changing a picture', () => {
  it('changes nothing where nothing is asked', () => {
    fc.assert(
      fc.property(pictures, ({ edge, picture }) => {
        expect(change(picture, edge, {})).toEqual(picture);
      }),
    );
  });

  it('twice mirrored is the picture again, and once has its columns in reverse', () => {
    fc.assert(
      fc.property(pictures, ({ edge, picture }) => {
        const mirrored = change(picture, edge, { mirrored: true });
        expect(change(mirrored, edge, { mirrored: true })).toEqual(picture);
        expect([...mirrored.subarray(0, 3)]).toEqual([...picture.slice(3 * edge - 3, 3 * edge)]);
      }),
    );
  });

  it('lighter is never darker anywhere, and stays within a byte', () => {
    const lights = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(pictures, lights, ({ edge, picture }, light) => {
        const lighter = change(picture, edge, { light });
        picture.forEach((value, i) => {
          expect(lighter[i]).toBe(Math.min(255, Uint8ClampedArray.of(value + light)[0]));
        });
      }),
    );
  });

  it('a shift by whole pixels moves them, and the border goes on', () => {
    const picture = Uint8Array.from({ length: 27 }, (_, i) => Math.floor(i / 3));
    const shifted = change(picture, 3, { left: 1, top: 0 });
    const firsts = [...shifted].filter((_, i) => i % 3 === 0);
    expect(firsts).toEqual([1, 2, 2, 4, 5, 5, 7, 8, 8]);
  });

  it('a cut of half the edge shows its pixels twice as large', () => {
    const picture = new Uint8Array(4 * 4 * 3);
    picture.fill(200, 0, 6);
    picture.fill(200, 12, 18);
    const zoomed = change(picture, 4, { size: 2 });
    const firsts = [...zoomed].filter((_, i) => i % 3 === 0);
    // The last column and row lie a quarter of the way to the black beside the cut.
    expect(firsts).toEqual([...Array(3).fill([200, 200, 200, 150]), [150, 150, 150, 113]].flat());
  });

  it('refuses pictures of other lengths and writing into the picture itself', () => {
    const picture = new Uint8Array(12);
    const random = numpyRandom(1);
    const message = 'Expected pictures of 27 bytes, got 12 and 27';
    expect(() => augmentPicture(new Uint8Array(27), picture, 3, random)).toThrow(message);
    expect(() => augmentPicture(picture, picture, 2, random)).toThrow('another array');
  });
});

describe('augmentPicture', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const random = numpyRandom(8);
    const picture = new Uint8Array(16 * 16 * 3).map(() => random.randint(0, 256));
    const copyOf = (seed: number) => {
      const out = new Uint8Array(picture.length);
      augmentPicture(out, picture, 16, numpyRandom(seed));
      return out;
    };
    expect(copyOf(5)).toEqual(copyOf(5));
    expect(copyOf(6)).not.toEqual(copyOf(5));
  });

  it('leaves a picture of one colour in one colour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), seeds, (value, seed) => {
        const out = new Uint8Array(8 * 8 * 3);
        augmentPicture(out, new Uint8Array(out.length).fill(value), 8, numpyRandom(seed));
        expect(new Set(out).size).toBe(1);
      }),
    );
  });

  it('takes the same number of random numbers each time, and cuts within the picture', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [one, other] = [numpyRandom(seed), numpyRandom(seed)];
        const { left, top, size } = drawChange(64, one);
        for (let i = 0; i < 6; i++) other.rand();
        expect(one.rand()).toBe(other.rand());
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(Math.max(left, top) + size).toBeLessThanOrEqual(64 + 1e-9);
      }),
    );
  });
});

describe('augmentationCopies', () => {
  it('never makes more than 8,000 examples, and none of very many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8000 }), (count) => {
        const copies = augmentationCopies(count);
        expect(count * (1 + copies)).toBeLessThanOrEqual(8000);
      }),
    );
    expect(augmentationCopies(40)).toBe(3);
    expect(augmentationCopies(20_000)).toBe(0);
  });
});
