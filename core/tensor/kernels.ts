import type { FloatArray } from './matrix.ts';

/**
 * The three products that a dense layer needs, on matrices stored column after column.
 *
 * Every element of a result is a sum taken in the same order whatever the other columns hold, so one
 * example's activations do not depend on the batch it is in.
 */
export interface Kernels {
  readonly name: string;

  /** C = A · B, shapes (n, m) = (n, k) · (k, m). Forward: Z = W · APrev. */
  multiply(C: FloatArray, A: FloatArray, B: FloatArray, n: number, k: number, m: number): void;

  /** C = Aᵀ · B, shapes (k, m) = (n, k)ᵀ · (n, m). Backward: dAPrev = Wᵀ · dZ. */
  multiplyTransposedLeft(
    C: FloatArray,
    A: FloatArray,
    B: FloatArray,
    n: number,
    k: number,
    m: number,
  ): void;

  /** C = scale · A · Bᵀ, shapes (n, k) = (n, m) · (k, m)ᵀ. Backward: dW = 1/m · dZ · APrevᵀ. */
  multiplyTransposedRight(
    C: FloatArray,
    A: FloatArray,
    B: FloatArray,
    n: number,
    k: number,
    m: number,
    scale: number,
  ): void;
}
