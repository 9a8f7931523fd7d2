import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockedKernels, numpyRandom, referenceKernels } from '../../../core/index.ts';
import type { FloatArray, FloatArrayConstructor } from '../../../core/index.ts';

const GUARD = 8;

/** An array inside a larger one whose ends are marked, so that a write outside shows. */
function guarded(values: number[], ArrayType: FloatArrayConstructor) {
  const whole = new ArrayType(values.length + 2 * GUARD).fill(7777);
  whole.set(values, GUARD);
  return { whole, inside: whole.subarray(GUARD, GUARD + values.length) };
}

function expectUntouchedEnds(whole: FloatArray): void {
  const ends = [...whole.subarray(0, GUARD), ...whole.subarray(whole.length - GUARD)];
  expect(ends).toEqual(new Array(2 * GUARD).fill(7777));
}

describe.each([
  { ArrayType: Float32Array, tolerance: 1e-5 },
  { ArrayType: Float64Array, tolerance: 1e-12 },
])('blocked kernels in $ArrayType.name', ({ ArrayType, tolerance }) => {
  const kernels = blockedKernels();
  const sizes = fc.oneof(fc.integer({ min: 0, max: 70 }), fc.constantFrom(255, 256, 257, 300));

  function check(
    name: 'multiply' | 'multiplyTransposedLeft' | 'multiplyTransposedRight',
    shapeOf: (n: number, k: number, m: number) => { A: number; B: number; C: number },
  ): void {
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 0, max: 70 }), (n, k, m) => {
        const random = numpyRandom(n * 7919 + k * 71 + m);
        const size = shapeOf(n, k, m);
        const draw = (count: number) => Array.from({ length: count }, () => random.randn());
        const A = guarded(draw(size.A), ArrayType);
        const B = guarded(draw(size.B), ArrayType);
        const C = guarded(draw(size.C), ArrayType);
        const expected = new ArrayType(size.C);
        kernels[name](C.inside, A.inside, B.inside, n, k, m, 0.5);
        referenceKernels[name](expected, A.inside, B.inside, n, k, m, 0.5);
        for (const { whole } of [A, B, C]) expectUntouchedEnds(whole);
        const scale = Math.sqrt(Math.max(n, k, m, 1));
        const worst = Math.max(0, ...[...expected].map((x, i) => Math.abs(x - C.inside[i])));
        expect(worst).toBeLessThanOrEqual(tolerance * scale);
      }),
      { numRuns: 60 },
    );
  }

  it('multiply as the reference does, whatever the shape', () => {
    check('multiply', (n, k, m) => ({ A: n * k, B: k * m, C: n * m }));
  });

  it('multiply with the left transposed as the reference does', () => {
    check('multiplyTransposedLeft', (n, k, m) => ({ A: n * k, B: n * m, C: k * m }));
  });

  it('multiply with the right transposed and scaled as the reference does', () => {
    check('multiplyTransposedRight', (n, k, m) => ({ A: n * m, B: k * m, C: n * k }));
  });

  it('give a column the same bits alone as among others', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 1, max: 9 }), (n, k, m) => {
        const random = numpyRandom(n + k + m);
        const A = new ArrayType(n * k).map(() => random.randn());
        const B = new ArrayType(k * m).map(() => random.randn());
        const together = new ArrayType(n * m);
        kernels.multiply(together, A, B, n, k, m);
        for (let col = 0; col < m; col++) {
          const alone = new ArrayType(n);
          kernels.multiply(alone, A, B.subarray(col * k, (col + 1) * k), n, k, 1);
          expect(alone).toEqual(together.slice(col * n, (col + 1) * n));
        }
      }),
      { numRuns: 30 },
    );
  });
});
