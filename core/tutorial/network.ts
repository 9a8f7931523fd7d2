import type { NetworkParameters } from './initialize.ts';
import { linearActivationBackward, linearActivationForward, linearBackward } from './layer.ts';
import type { LayerCache } from './layer.ts';
import { arrayTypeOf, expectShape, Matrix } from '../tensor/matrix.ts';

/** dA0…dA(L−1), dW1…dWL and db1…dbL, each with the shape of what it is the gradient of. */
export type NetworkGradients = Record<`dA${number}` | `dW${number}` | `db${number}`, Matrix>;

/** L, the number of layers. @throws RangeError when W1…WL and b1…bL are not all there, and nothing else. */
function layerCount(parameters: NetworkParameters): number {
  const keys = Object.keys(parameters);
  const count = keys.length / 2;
  for (let l = 1; l <= Math.max(1, count); l++) {
    if (!parameters[`W${l}`] || !parameters[`b${l}`]) {
      throw new RangeError(`Expected parameters W1…WL and b1…bL, got ${keys.join(', ') || 'none'}`);
    }
  }
  return count;
}

/**
 * [LINEAR→RELU] × (L−1) → LINEAR→SIGMOID. X is (n0, m); AL is (nL, m), in this product (1, m).
 * `caches[l − 1]` is that of layer l.
 *
 * @throws RangeError when the shapes do not fit.
 */
export function lModelForward(
  X: Matrix,
  parameters: NetworkParameters,
): { AL: Matrix; caches: LayerCache[] } {
  const L = layerCount(parameters);
  const caches: LayerCache[] = [];
  let A = X;
  for (let l = 1; l <= L; l++) {
    const activation = l < L ? 'relu' : 'sigmoid';
    const W = parameters[`W${l}`];
    expectShape(l === 1 ? 'X' : `A${l - 1}`, A, W.cols, X.cols);
    const layer = linearActivationForward(A, W, parameters[`b${l}`], activation);
    caches.push(layer.cache);
    A = layer.A;
  }
  return { AL: A, caches };
}

/**
 * Gradients of the cross-entropy cost: LINEAR→SIGMOID backward, then [LINEAR→RELU] backward × (L−1).
 *
 * The course starts from dAL = −(Y/AL − (1−Y)/(1−AL)) and multiplies by σ′(ZL) = AL·(1−AL). Both are
 * fused here into dZL = AL − Y, the same by algebra, because the first is infinite and the second zero
 * where AL is exactly 0 or 1. With AL rounded to its label exactly, that example's gradient is 0.
 *
 * @throws RangeError when the shapes do not fit.
 */
export function lModelBackward(
  AL: Matrix,
  Y: Matrix,
  caches: readonly LayerCache[],
): NetworkGradients {
  const L = caches.length;
  const last = caches[L - 1];
  if (!last) throw new RangeError('Expected the cache of at least one layer, got 0');
  expectShape('AL', AL, last.Z.rows, last.Z.cols);
  expectShape('Y', Y, AL.rows, AL.cols);

  const dZL = Matrix.zeros(AL.rows, AL.cols, arrayTypeOf(AL));
  for (let i = 0; i < dZL.data.length; i++) dZL.data[i] = AL.data[i] - Y.data[i];

  const gradients: NetworkGradients = {};
  let layer = linearBackward(dZL, last.linear);
  for (let l = L; l >= 1; l--) {
    if (l < L) layer = linearActivationBackward(layer.dAPrev, caches[l - 1], 'relu');
    gradients[`dA${l - 1}`] = layer.dAPrev;
    gradients[`dW${l}`] = layer.dW;
    gradients[`db${l}`] = layer.db;
  }
  return gradients;
}

/**
 * One step of gradient descent: W = W − α·dW, b = b − α·db. The given parameters stay as they are.
 *
 * @throws RangeError when a gradient is missing or has another shape than its parameter.
 */
export function updateParameters(
  parameters: NetworkParameters,
  gradients: Record<string, Matrix>,
  learningRate: number,
): NetworkParameters {
  const L = layerCount(parameters);
  const updated: NetworkParameters = {};
  for (let l = 1; l <= L; l++) {
    for (const key of [`W${l}`, `b${l}`] as const) {
      const parameter = parameters[key];
      const gradient = gradients[`d${key}`];
      if (!gradient) {
        throw new RangeError(`Expected gradient d${key}, got ${Object.keys(gradients).join(', ')}`);
      }
      expectShape(`d${key}`, gradient, parameter.rows, parameter.cols);
      const data = parameter.data.slice();
      for (let i = 0; i < data.length; i++) data[i] -= learningRate * gradient.data[i];
      updated[key] = new Matrix(parameter.rows, parameter.cols, data);
    }
  }
  return updated;
}

/**
 * 1 where the probability is over 0.5, otherwise 0, for each example. X is (n0, m); the answer (1, m).
 *
 * @throws RangeError when the shapes do not fit.
 */
export function predict(X: Matrix, parameters: NetworkParameters): Matrix {
  const { AL } = lModelForward(X, parameters);
  return new Matrix(
    AL.rows,
    AL.cols,
    AL.data.map((probability) => (probability > 0.5 ? 1 : 0)),
  );
}
