import type { FloatArray } from '../../tensor/matrix.ts';
import { ACTIVATIONS } from '../activations/activations.ts';
import { addBias } from '../bias.ts';
import type { LayerKind, LayerPlan, Shape } from '../layer.ts';
import { maxPoolBackward, maxPoolForward } from './max-pool.ts';
import { PATCH } from './patches.ts';
import {
  convolutionBackward,
  convolutionForward,
  createConvolutionScratch,
  turnFilters,
} from './product.ts';
import type { ConvolutionShape } from './product.ts';

/**
 * A block of CONVOLUTION → MAX-POOL → BIAS → ACTIVATION, which halves the edge of a picture. Neither the bias
 * nor an activation that never falls changes which of four values is the largest, so both come after the
 * pool, to a quarter as many. W is (filters, 9 · channels), b (filters, 1), A (filters · half², m).
 *
 * What a filter sees is nine times as large as what enters, so it is made for one example at a time, and
 * again on the way back.
 */
export const convolution: LayerKind = {
  name: 'convolution',
  sees: 'pictures',
  hasDropoutBefore: false,
  outputOf(plan, input) {
    const { edge, filters } = shapeOf(plan, input);
    const half = edge >> 1;
    return { values: filters * half * half, picture: { edge: half, channels: filters } };
  },
  parametersOf(plan, input) {
    const { channels, filters } = shapeOf(plan, input);
    return [
      { symbol: 'W', role: 'weight', rows: filters, cols: PATCH * channels },
      { symbol: 'b', role: 'bias', rows: filters, cols: 1 },
    ];
  },
  createPass({ plan, input, m, ArrayType, asksInput }) {
    const shape = shapeOf(plan, input);
    const { edge, filters } = shape;
    const activation = plan.activation === null ? null : ACTIVATIONS.get(plan.activation);
    const size = filters * (edge >> 1) ** 2;
    const pooled = new ArrayType(size * m);
    const A = activation ? new ArrayType(size * m) : pooled;
    const dA = new ArrayType(size * m);
    const winners = Array.from({ length: m }, () => new Uint32Array(size));
    // Z and, on the way back, dZ of one example, (filters, edge²)
    const Z = new ArrayType(filters * edge * edge);
    const scratch = createConvolutionScratch(shape, asksInput, ArrayType);
    const pooledOf = viewsOf(pooled, m);
    const dAOf = viewsOf(dA, m);
    return {
      A,
      dA,
      forward(X, [W, b], kernels) {
        viewsOf(X, m).forEach((x, i) => {
          convolutionForward(Z, x, W, shape, scratch, kernels);
          maxPoolForward(pooledOf[i], winners[i], Z, edge, filters);
        });
        addBias(pooled, b, filters);
        activation?.forward(A, pooled);
      },
      backward(X, dX, [W], [dW, db], kernels) {
        dW.fill(0);
        db.fill(0);
        if (dX) turnFilters(scratch.turned, W, shape);
        activation?.backward(dA, dA, pooled);
        const into = dX && viewsOf(dX, m);
        viewsOf(X, m).forEach((x, i) => {
          addBiasGradient(db, dAOf[i], 1 / m);
          maxPoolBackward(Z, dAOf[i], winners[i]);
          const gradients = { dW: dW, dA: into ? into[i] : null };
          convolutionBackward(gradients, Z, x, shape, 1 / m, scratch, kernels);
        });
      },
    };
  },
};

/** @throws RangeError where the input is no picture, or nothing would be left of it. */
function shapeOf({ size }: LayerPlan, { values, picture }: Shape): ConvolutionShape {
  if (!picture) throw new RangeError(`Expected pictures for a convolution, got ${values} values`);
  const { edge, channels } = picture;
  if (edge < 2) {
    throw new RangeError(`Expected pictures of at least 2 pixels for a convolution, got ${edge}`);
  }
  return { edge, channels, filters: size };
}

/** The m columns of a matrix. */
function viewsOf(matrix: FloatArray, m: number): FloatArray[] {
  const size = matrix.length / m;
  return Array.from({ length: m }, (_, i) => matrix.subarray(i * size, (i + 1) * size));
}

/** db = db + scale · Σ dA over the places; shapes db (filters, 1), dA (filters, places). */
function addBiasGradient(db: FloatArray, dA: FloatArray, scale: number): void {
  const filters = db.length;
  for (let f = 0; f < filters; f++) {
    let sum = 0;
    for (let i = f; i < dA.length; i += filters) sum += dA[i];
    db[f] += scale * sum;
  }
}
