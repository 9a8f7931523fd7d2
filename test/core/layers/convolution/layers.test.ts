import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockedKernels, numpyRandom, referenceKernels } from '../../../../core/index.ts';
import type { FloatArray, FloatArrayConstructor } from '../../../../core/index.ts';
import {
  convolutionBackward,
  convolutionForward,
  createConvolutionScratch,
  turnFilters,
} from '../../../../core/layers/convolution/product.ts';
import type { ConvolutionShape } from '../../../../core/layers/convolution/product.ts';
import { maxPoolBackward, maxPoolForward } from '../../../../core/layers/convolution/max-pool.ts';
import { referenceConvolution } from '../../../../core/layers/convolution/reference.ts';

const shapes = fc.record({
  edge: fc.integer({ min: 1, max: 9 }),
  channels: fc.integer({ min: 1, max: 9 }),
  filters: fc.integer({ min: 1, max: 9 }),
});

function drawConvolution(shape: ConvolutionShape, ArrayType: FloatArrayConstructor) {
  const { edge, channels, filters } = shape;
  const random = numpyRandom(edge * 100 + channels * 10 + filters);
  const draw = (count: number) => new ArrayType(count).map(() => random.randn());
  return {
    A: draw(channels * edge ** 2),
    W: draw(filters * 9 * channels),
    dZ: draw(filters * edge ** 2),
    scratch: createConvolutionScratch(shape, true, ArrayType),
  };
}

function dot(one: FloatArray, other: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}

/** The slopes of `f` by each of `values`, which it reads. */
function slopesOf(values: FloatArray, f: () => number): Float64Array {
  return Float64Array.from(values, (value, i) => {
    values[i] = value + 1e-5;
    const above = f();
    values[i] = value - 1e-5;
    const below = f();
    values[i] = value;
    return (above - below) / 2e-5;
  });
}

function relativeDifference(actual: FloatArray, expected: FloatArray): number {
  const difference = actual.map((value, i) => value - expected[i]);
  return Math.sqrt(dot(difference, difference) / dot(expected, expected));
}

describe.each([
  { ArrayType: Float32Array, tolerance: 2e-5 },
  { ArrayType: Float64Array, tolerance: 1e-12 },
])('a convolution in $ArrayType.name', ({ ArrayType, tolerance }) => {
  it.each([blockedKernels(), referenceKernels])(
    'gives what its definition gives, whatever the shape, by the $name kernels',
    (kernels) => {
      fc.assert(
        fc.property(shapes, (shape) => {
          const { A, W, dZ, scratch } = drawConvolution(shape, ArrayType);
          const [Z, expected] = [dZ.slice(), dZ.slice()];
          convolutionForward(Z, A, W, shape, scratch, kernels);
          referenceConvolution(expected, A, W, shape);
          const worst = Math.max(...expected.map((value, i) => Math.abs(value - Z[i])));
          expect(worst).toBeLessThanOrEqual(tolerance);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('a convolution on its way back', () => {
  it('gives the slopes of what it gives forward, to 1e-7', () => {
    const kernels = blockedKernels();
    fc.assert(
      fc.property(shapes, (shape) => {
        const { A, W, dZ, scratch } = drawConvolution(shape, Float64Array);
        const Z = dZ.slice();
        const scale = 0.3;
        // J = scale · Σ dZ ∘ Z has ∂J/∂Z = scale · dZ.
        const costAt = () => {
          convolutionForward(Z, A, W, shape, scratch, kernels);
          return scale * dot(dZ, Z);
        };
        const into = { dW: W.slice().fill(0), dA: A.slice() };
        turnFilters(scratch.turned, W, shape);
        convolutionBackward(into, dZ, A, shape, scale, scratch, kernels);
        expect(relativeDifference(into.dW, slopesOf(W, costAt))).toBeLessThan(1e-7);
        const dA = into.dA.map((value) => scale * value);
        expect(relativeDifference(dA, slopesOf(A, costAt))).toBeLessThan(1e-7);
      }),
      { numRuns: 8 },
    );
  });

  it('adds an example’s part to those of the examples before it', () => {
    const kernels = blockedKernels();
    const shape = { edge: 3, channels: 2, filters: 4 };
    const { A, W, dZ, scratch } = drawConvolution(shape, Float64Array);
    const once = { dW: W.slice().fill(0), dA: null };
    convolutionBackward(once, dZ, A, shape, 1, scratch, kernels);
    const thrice = { dW: W.slice().fill(0), dA: null };
    for (let i = 0; i < 3; i++) {
      convolutionBackward(thrice, dZ, A, shape, 1 / 3, scratch, kernels);
    }
    expect(relativeDifference(thrice.dW, once.dW)).toBeLessThan(1e-14);
  });
});

describe('a max-pool', () => {
  const sizes = fc.record({
    edge: fc.integer({ min: 2, max: 9 }),
    channels: fc.integer({ min: 1, max: 5 }),
  });

  it('keeps the largest of each four places, channel by channel', () => {
    // Two channels, 3 × 3 places: the last row and column are left out.
    const first = [1, 4, 9, 3, 2, 9, 9, 9, 9];
    const Z = Float64Array.from(first.flatMap((value) => [value, -value]));
    const A = new Float64Array(2);
    const winners = new Uint32Array(2);
    maxPoolForward(A, winners, Z, 3, 2);
    expect([...A]).toEqual([4, -1]);
    expect([...winners]).toEqual([2, 1]);
  });

  it('sends each gradient to where the value came from: the slopes, to 1e-7', () => {
    fc.assert(
      fc.property(sizes, ({ edge, channels }) => {
        const random = numpyRandom(edge * 10 + channels);
        const Z = new Float64Array(channels * edge ** 2).map(() => random.randn());
        const A = new Float64Array(channels * (edge >> 1) ** 2);
        const winners = new Uint32Array(A.length);
        const dA = A.map(() => random.randn());
        const costAt = () => {
          maxPoolForward(A, winners, Z, edge, channels);
          return dot(dA, A);
        };
        costAt();
        const dZ = Z.slice();
        maxPoolBackward(dZ, dA, winners);
        expect(relativeDifference(dZ, slopesOf(Z, costAt))).toBeLessThan(1e-7);
      }),
      { numRuns: 20 },
    );
  });
});
