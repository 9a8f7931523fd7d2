import { arrayTypeOf, expectShape, Matrix } from '../tensor/matrix.ts';
import { referenceKernels } from '../tensor/reference-kernels.ts';

/** What the course's layers apply to their Z. */
export type TutorialActivation = 'relu' | 'sigmoid';

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
): { Z: Matrix; cache: LinearCache } {
  expectShape('APrev', APrev, W.cols, APrev.cols);
  expectShape('b', b, W.rows, 1);
  const [n, m] = [W.rows, APrev.cols];
  const Z = Matrix.zeros(n, m, arrayTypeOf(APrev, W, b));
  referenceKernels.multiply(Z.data, W.data, APrev.data, n, W.cols, m);
  for (let i = 0; i < Z.data.length; i++) Z.data[i] += b.data[i % n];
  return { Z, cache: { APrev, W, b } };
}

/**
 * Given dZ = ∂J/∂Z of shape (n, m), where J is a mean over the m examples:
 * dW = 1/m · dZ · APrevᵀ, db = 1/m · Σ dZ over the examples, dAPrev = Wᵀ · dZ.
 *
 * @throws RangeError when dZ does not have the shape of Z.
 */
export function linearBackward(dZ: Matrix, { APrev, W, b }: LinearCache): LinearGradients {
  const [n, nPrev, m] = [W.rows, W.cols, APrev.cols];
  expectShape('dZ', dZ, n, m);
  const ArrayType = arrayTypeOf(dZ, APrev, W, b);
  const dW = Matrix.zeros(n, nPrev, ArrayType);
  const db = Matrix.zeros(n, 1, ArrayType);
  const dAPrev = Matrix.zeros(nPrev, m, ArrayType);
  referenceKernels.multiplyTransposedRight(dW.data, dZ.data, APrev.data, n, nPrev, m, 1 / m);
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let col = 0; col < m; col++) sum += dZ.data[col * n + row];
    db.data[row] = sum / m;
  }
  referenceKernels.multiplyTransposedLeft(dAPrev.data, W.data, dZ.data, n, nPrev, m);
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
  activation: TutorialActivation,
): { A: Matrix; cache: LayerCache } {
  const { Z, cache } = linearForward(APrev, W, b);
  const g = activation === 'relu' ? relu : sigmoid;
  const A = new Matrix(Z.rows, Z.cols, Z.data.map(g));
  return { A, cache: { linear: cache, Z } };
}

/**
 * dZ = dA ∘ g′(Z), then `linearBackward`. dA is (n, m). ReLU's slope at 0 is taken as 0.
 *
 * @throws RangeError when dA does not have the shape of Z.
 */
export function linearActivationBackward(
  dA: Matrix,
  { Z, linear }: LayerCache,
  activation: TutorialActivation,
): LinearGradients {
  expectShape('dA', dA, Z.rows, Z.cols);
  const slope = activation === 'relu' ? reluSlope : sigmoidSlope;
  const dZ = Matrix.zeros(Z.rows, Z.cols, arrayTypeOf(dA, Z));
  for (let i = 0; i < dZ.data.length; i++) dZ.data[i] = dA.data[i] * slope(Z.data[i]);
  return linearBackward(dZ, linear);
}

function relu(z: number): number {
  return Math.max(0, z);
}

function reluSlope(z: number): number {
  return z > 0 ? 1 : 0;
}

/** σ(z) = 1 / (1 + e⁻ᶻ), without overflow for any z. */
function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const exponential = Math.exp(z);
  return exponential / (1 + exponential);
}

function sigmoidSlope(z: number): number {
  const a = sigmoid(z);
  return a * (1 - a);
}
