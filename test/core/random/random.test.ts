import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numpyRandom } from '../../../core/index.ts';

type Call =
  | ['rand' | 'randn', [], number]
  | ['randint', [number, number], number]
  | ['permutation', [number], number[]];

const golden = JSON.parse(
  readFileSync(new URL('../../golden/network.json', import.meta.url), 'utf8'),
) as { random: { seed: number; calls: Call[] }[] };

describe('numpyRandom', () => {
  it.each(golden.random)('draws what NumPy draws after seed $seed', ({ seed, calls }) => {
    const random = numpyRandom(seed);
    for (const [name, given, expected] of calls) {
      if (name === 'rand') expect(random.rand()).toBe(expected);
      else if (name === 'randint') expect(random.randint(...given)).toBe(expected);
      else if (name === 'permutation') expect([...random.permutation(...given)]).toEqual(expected);
      else {
        const drawn = random.randn();
        expect(Math.abs(drawn - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected));
      }
    }
  });

  it('goes on from a saved state as if nothing had happened, a cached Gaussian included', () => {
    const random = numpyRandom(5);
    for (let i = 0; i < 701; i++) random.randn();
    const saved = random.state();
    expect(saved.cachedGaussian).not.toBeNull();
    const draw = (r: typeof random) => [r.randn(), r.rand(), r.randn(), r.randint(0, 99)];
    const expected = draw(random);
    expect(draw(numpyRandom(saved))).toEqual(expected);
    expect(draw(numpyRandom(saved))).toEqual(expected);
  });

  it('permutes: every number once', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(300), (seed, n) => {
        const order = [...numpyRandom(seed).permutation(n)].sort((a, b) => a - b);
        expect(order).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('keeps randint inside its bounds', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 32 - 1),
        fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
        fc.integer({ min: 1, max: 2 ** 41 }),
        (seed, low, width) => {
          const drawn = numpyRandom(seed).randint(low, low + width);
          expect(Number.isInteger(drawn) && drawn >= low && drawn < low + width).toBe(true);
        },
      ),
    );
  });

  it('names a seed or bounds it cannot take', () => {
    expect(() => numpyRandom(-1)).toThrow('Expected a seed from 0 to 4294967295, got -1');
    expect(() => numpyRandom(0.5)).toThrow('got 0.5');
    expect(() => numpyRandom(1).randint(3, 3)).toThrow(
      'Expected whole numbers low < high, got 3 and 3',
    );
  });
});
