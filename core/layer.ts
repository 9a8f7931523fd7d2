import { activate, activateBackward } from './activations.ts';
import type { Activation } from './activations.ts';
import { blockedKernels } from './kernels/blocked.ts';
import type { Kernels } from './kernels/kernels.ts';
import { arrayTypeOf, expectShape, Matrix } from './matrix.ts';
import type { FloatArray } from './matrix.ts';

/** What LINEAR forward keeps for its backward pass. */
export interface LinearCache {
  /** (nPrev, m) */
  APrev: Matrix;
  /** (n, nPrev) */
  W: Matrix;
  /** (n, 1) */
  b: Matrix;
}

/** What LINEAR→ACTIVATION forward keeps for its backward pass. */
export interface LayerCache {
  linear: LinearCache;
  /** (n, m), before the activation. */
  Z: Matrix;
}

export interface LinearGradients {
  /** (nPrev, m) */
  dAPrev: Matrix;
  /** (n, nPrev) */
  dW: Matrix;
  /** (n, 1) */
  db: Matrix;
}

/**
 * Z = W · APrev + b. Shapes: APrev (nPrev, m), W (n, nPrev), b (n, 1), Z (n, m).
 *
 * @throws RangeError when the shapes do not fit.
 */
export function linearForward(
  APrev: Matrix,
  W: Matrix,
  b: Matrix,
  kernels: Kernels = blockedKernels(),
): { Z: Matrix; cache: LinearCache } {
  expectShape('APrev', APrev, W.cols, APrev.cols);
  expectShape('b', b, W.rows, 1);
  const Z = Matrix.zeros(W.rows, APrev.cols, arrayTypeOf(APrev, W, b));
  kernels.multiply(Z.data, W.data, APrev.data, W.rows, W.cols, APrev.cols);
  addBias(Z.data, b.data, W.rows);
  return { Z, cache: { APrev, W, b } };
}

/**
 * Given dZ = ∂J/∂Z of shape (n, m), where J is a mean over the m examples:
 * dW = 1/m · dZ · APrevᵀ, db = 1/m · Σ dZ over the examples, dAPrev = Wᵀ · dZ.
 *
 * @throws RangeError when dZ does not have the shape of Z.
 */
export function linearBackward(
  dZ: Matrix,
  { APrev, W, b }: LinearCache,
  kernels: Kernels = blockedKernels(),
): LinearGradients {
  const [n, nPrev, m] = [W.rows, W.cols, APrev.cols];
  expectShape('dZ', dZ, n, m);
  const ArrayType = arrayTypeOf(dZ, APrev, W, b);
  const dW = Matrix.zeros(n, nPrev, ArrayType);
  const db = Matrix.zeros(n, 1, ArrayType);
  const dAPrev = Matrix.zeros(nPrev, m, ArrayType);
  kernels.multiplyTransposedRight(dW.data, dZ.data, APrev.data, n, nPrev, m, 1 / m);
  meanOverExamples(db.data, dZ.data, n, m);
  kernels.multiplyTransposedLeft(dAPrev.data, W.data, dZ.data, n, nPrev, m);
  return { dAPrev, dW, db };
}

/**
 * A = g(W · APrev + b) with g = ReLU or the sigmoid. Shapes as in `linearForward`; A is (n, m).
 *
 * @throws RangeError when the shapes do not fit.
 */
export function linearActivationForward(
  APrev: Matrix,
  W: Matrix,
  b: Matrix,
  activation: Activation,
  kernels: Kernels = blockedKernels(),
): { A: Matrix; cache: LayerCache } {
  const { Z, cache } = linearForward(APrev, W, b, kernels);
  const A = Matrix.zeros(Z.rows, Z.cols, arrayTypeOf(Z));
  activate(A.data, Z.data, activation);
  return { A, cache: { linear: cache, Z } };
}

/**
 * dZ = dA ∘ g′(Z), then `linearBackward`. dA is (n, m).
 *
 * @throws RangeError when dA does not have the shape of Z.
 */
export function linearActivationBackward(
  dA: Matrix,
  cache: LayerCache,
  activation: Activation,
  kernels: Kernels = blockedKernels(),
): LinearGradients {
  const { Z, linear } = cache;
  expectShape('dA', dA, Z.rows, Z.cols);
  const dZ = Matrix.zeros(Z.rows, Z.cols, arrayTypeOf(dA, Z));
  activateBackward(dZ.data, dA.data, Z.data, activation);
  return linearBackward(dZ, linear, kernels);
}

/** Z = Z + b for every column of Z (n, m). */
export function addBias(Z: FloatArray, b: FloatArray, n: number): void {
  for (let start = 0; start < Z.length; start += n) {
    for (let row = 0; row < n; row++) Z[start + row]! += b[row]!;
  }
}

/** db = 1/m · Σ dZ over the m columns of dZ (n, m). */
export function meanOverExamples(db: FloatArray, dZ: FloatArray, n: number, m: number): void {
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let col = 0; col < m; col++) sum += dZ[col * n + row]!;
    db[row] = sum / m;
  }
}
