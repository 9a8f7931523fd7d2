import { describe, expect, it } from 'vitest';
import { createWasmKernels, numpyRandom, referenceKernels } from '../../../../core/index.ts';
import type { FloatArray, FloatArrayConstructor, Kernels } from '../../../../core/index.ts';
import { loadKernels } from '../../../../electron/training/kernels/load.ts';
import { guardedMemory, isUntouched, wasmOf } from './guarded-memory.ts';

type Product = 'multiply' | 'multiplyTransposedLeft' | 'multiplyTransposedRight';
type Shape = [n: number, k: number, m: number];

const MOST = 70;
const SCALE = 0.5;

/** How many values A, B and C have. */
const sizes: Record<Product, (...shape: Shape) => [A: number, B: number, C: number]> = {
  multiply: (n, k, m) => [n * k, k * m, n * m],
  multiplyTransposedLeft: (n, k, m) => [n * k, n * m, k * m],
  multiplyTransposedRight: (n, k, m) => [n * m, k * m, n * k],
};

/** Over how many values each sum goes. */
const depths: Record<Product, (...shape: Shape) => number> = {
  multiply: (_n, k) => k,
  multiplyTransposedLeft: (n) => n,
  multiplyTransposedRight: (_n, _k, m) => m,
};

/** Each pair of sizes from 0 to 70, in each two of the dimensions in turn, with some size in the third. */
function shapes(): Shape[] {
  const random = numpyRandom(1);
  const every = Array.from({ length: MOST + 1 }, (_, i) => i);
  return every.flatMap((a) =>
    every.map((b): Shape => {
      const c = random.randint(0, MOST + 1);
      if ((a + b) % 3 === 0) return [a, b, c];
      return (a + b) % 3 === 1 ? [a, c, b] : [c, a, b];
    }),
  );
}

/** The largest difference from the reference, in units of √(values in a sum) since they are normal. */
function worstError(
  kernels: Kernels,
  product: Product,
  shape: Shape,
  values: FloatArray,
  ArrayType: FloatArrayConstructor,
): number {
  const [sizeA, sizeB, sizeC] = sizes[product](...shape);
  const A = values.subarray(0, sizeA);
  const B = values.subarray(sizeA, sizeA + sizeB);
  const C = new ArrayType(sizeC + 2).fill(7777);
  const expected = new ArrayType(sizeC);
  kernels[product](C.subarray(1, sizeC + 1), A, B, ...shape, SCALE);
  referenceKernels[product](expected, A, B, ...shape, SCALE);
  expect([C[0], C[sizeC + 1]]).toEqual([7777, 7777]);
  let worst = 0;
  for (let i = 0; i < sizeC; i++) worst = Math.max(worst, Math.abs(C[i + 1] - expected[i]));
  return worst / Math.sqrt(Math.max(1, depths[product](...shape)));
}

describe.each(['relaxed', 'portable'] as const)('%s kernels', (build) => {
  describe.each([
    { ArrayType: Float32Array, tolerance: 1e-5 },
    { ArrayType: Float64Array, tolerance: 1e-12 },
  ])('in $ArrayType.name', ({ ArrayType, tolerance }) => {
    const random = numpyRandom(5);
    const values = new ArrayType(2 * MOST * MOST).map(() => random.randn());

    it.each(Object.keys(sizes) as Product[])(
      '%s as the reference does, whatever the shape',
      async (product) => {
        const { kernels } = await loadKernels({ builds: [build], threads: 1 });
        for (const shape of shapes()) {
          const error = worstError(kernels, product, shape, values, ArrayType);
          if (!(error <= tolerance)) expect.fail(`off by ${error} for shape ${shape.join(', ')}`);
        }
      },
      60_000,
    );

    it('stay inside the memory that they asked for', async () => {
      const { kernels } = await loadKernels({ builds: [build], threads: 1 });
      const { program } = wasmOf(kernels);
      const memory = guardedMemory(program);
      const guarded = createWasmKernels(program, build, 1, memory);
      for (const shape of shapes().filter((_, i) => i % 50 === 0)) {
        for (const product of Object.keys(sizes) as Product[]) {
          const error = worstError(guarded, product, shape, values, ArrayType);
          expect(error).toBeLessThanOrEqual(tolerance);
        }
      }
      expect(memory.guards().every(isUntouched)).toBe(true);
    });

    it('give a column the same bits alone as among others', async () => {
      const { kernels } = await loadKernels({ builds: [build], threads: 1 });
      for (const [n, k, m] of [
        [20, 70, 9],
        [5, 33, 4],
        [64, 300, 3],
      ] as Shape[]) {
        const [A, B] = [values.subarray(0, n * k), values.subarray(7, 7 + k * m)];
        const together = new ArrayType(n * m);
        kernels.multiply(together, A, B, n, k, m);
        for (let col = 0; col < m; col++) {
          const alone = new ArrayType(n);
          kernels.multiply(alone, A, B.subarray(col * k, (col + 1) * k), n, k, 1);
          expect(alone).toEqual(together.slice(col * n, (col + 1) * n));
        }
      }
    });
  });
});
