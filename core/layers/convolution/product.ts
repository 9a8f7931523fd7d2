import type { Kernels } from '../../tensor/kernels.ts';
import type { FloatArray, FloatArrayConstructor } from '../../tensor/matrix.ts';
import { gatherPatches, PATCH } from './patches.ts';

/** A convolution of square maps: `channels` values in each of edge × edge places, then `filters` values. */
export interface ConvolutionShape {
  edge: number;
  channels: number;
  filters: number;
}

/** Arrays of one convolution, made once and written again for every example. */
export interface ConvolutionScratch {
  /** What the filters see, (9 · channels, edge²) */
  patches: FloatArray;
  /** The same of dZ, (9 · filters, edge²); empty where nobody asks for dA. */
  gradientPatches: FloatArray;
  /** The filters by `turnFilters`, (channels, 9 · filters); empty where nobody asks for dA. */
  turned: FloatArray;
  /** One example's part of dW, (filters, 9 · channels) */
  dW: FloatArray;
}

/** Scratch for convolutions of this shape; without `asksInput`, `convolutionBackward` may not be asked for dA. */
export function createConvolutionScratch(
  { edge, channels, filters }: ConvolutionShape,
  asksInput: boolean,
  ArrayType: FloatArrayConstructor,
): ConvolutionScratch {
  const places = edge * edge;
  return {
    patches: new ArrayType(PATCH * channels * places),
    gradientPatches: new ArrayType(asksInput ? PATCH * filters * places : 0),
    turned: new ArrayType(asksInput ? channels * PATCH * filters : 0),
    dW: new ArrayType(filters * PATCH * channels),
  };
}

/**
 * A convolution with filters of 3 × 3, stride 1, padding 1 and no bias, for one example:
 *
 *     Z[f, y, x] = Σ over c, v, u of W[f, v, u, c] · A[c, y + v − 1, x + u − 1]
 *
 * As a product: Z = W · patches(A). Shapes: A (channels, edge²), W (filters, 9 · channels) with column
 * (3v + u) · channels + c, Z (filters, edge²).
 *
 * Source: Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
 * processing" (2006).
 */
export function convolutionForward(
  Z: FloatArray,
  A: FloatArray,
  W: FloatArray,
  { edge, channels, filters }: ConvolutionShape,
  scratch: ConvolutionScratch,
  kernels: Kernels,
): void {
  gatherPatches(scratch.patches, A, edge, channels);
  kernels.multiply(Z, W, scratch.patches, filters, PATCH * channels, edge * edge);
}

/** Where a convolution's gradients go. */
export interface ConvolutionGradients {
  /** (filters, 9 · channels); added to. */
  dW: FloatArray;
  /** (channels, edge²); written. Null where nobody learns from it. */
  dA: FloatArray | null;
}

/**
 * Given dZ = ∂J/∂Z of one example, shape (filters, edge²), and `scale`, what the example counts in the mean:
 *
 *     dW = dW + scale · dZ · patches(A)ᵀ,
 *     dA[c, y, x] = Σ over f, v, u of W[f, v, u, c] · dZ[f, y − v + 1, x − u + 1].
 *
 * The last is a convolution of dZ with the filters turned by half a circle: dA = turned · patches(dZ). Where
 * dA is asked for, `scratch.turned` must hold them (`turnFilters`): they are the same for every example.
 */
export function convolutionBackward(
  { dW, dA }: ConvolutionGradients,
  dZ: FloatArray,
  A: FloatArray,
  { edge, channels, filters }: ConvolutionShape,
  scale: number,
  scratch: ConvolutionScratch,
  kernels: Kernels,
): void {
  const places = edge * edge;
  const { patches, gradientPatches, turned, dW: part } = scratch;
  gatherPatches(patches, A, edge, channels);
  kernels.multiplyTransposedRight(part, dZ, patches, filters, PATCH * channels, places, scale);
  for (let i = 0; i < part.length; i++) dW[i] += part[i];
  if (!dA) return;
  gatherPatches(gradientPatches, dZ, edge, filters);
  kernels.multiply(dA, turned, gradientPatches, channels, PATCH * filters, places);
}

/** turned[c, 2 − v, 2 − u, f] = W[f, v, u, c]. Shapes: turned (channels, 9 · filters), W (filters, 9 · channels). */
export function turnFilters(
  turned: FloatArray,
  W: FloatArray,
  { channels, filters }: ConvolutionShape,
): void {
  for (let place = 0; place < PATCH; place++) {
    const from = place * channels * filters;
    const to = (PATCH - 1 - place) * channels * filters;
    for (let c = 0; c < channels; c++) {
      for (let f = 0; f < filters; f++) {
        turned[to + f * channels + c] = W[from + c * filters + f]!;
      }
    }
  }
}
