import type { FloatArray } from './matrix.ts';

/** What a layer applies to its Z; `leaky-relu` has slope 0.01 below 0. */
export type Activation = 'relu' | 'leaky-relu' | 'tanh' | 'sigmoid';

const LEAK = 0.01;

/** σ(z) = 1 / (1 + e⁻ᶻ), without overflow for any z. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const exponential = Math.exp(z);
  return exponential / (1 + exponential);
}

/** A = g(Z), element by element; `A` may be `Z` itself. */
export function activate(A: FloatArray, Z: FloatArray, activation: Activation): void {
  if (activation === 'relu') {
    for (let i = 0; i < Z.length; i++) A[i] = Math.max(0, Z[i]!);
  } else if (activation === 'leaky-relu') {
    for (let i = 0; i < Z.length; i++) A[i] = Math.max(LEAK * Z[i]!, Z[i]!);
  } else if (activation === 'tanh') {
    for (let i = 0; i < Z.length; i++) A[i] = Math.tanh(Z[i]!);
  } else {
    for (let i = 0; i < Z.length; i++) A[i] = sigmoid(Z[i]!);
  }
}

/**
 * dZ = dA ∘ g′(Z), element by element; `dZ` may be `dA` itself. At 0 ReLU's slope is 0, leaky ReLU's 0.01.
 */
export function activateBackward(
  dZ: FloatArray,
  dA: FloatArray,
  Z: FloatArray,
  activation: Activation,
): void {
  if (activation === 'relu') {
    for (let i = 0; i < Z.length; i++) dZ[i] = Z[i]! > 0 ? dA[i]! : 0;
  } else if (activation === 'leaky-relu') {
    for (let i = 0; i < Z.length; i++) dZ[i] = Z[i]! > 0 ? dA[i]! : LEAK * dA[i]!;
  } else if (activation === 'tanh') {
    for (let i = 0; i < Z.length; i++) {
      const A = Math.tanh(Z[i]!);
      dZ[i] = dA[i]! * (1 - A * A);
    }
  } else {
    for (let i = 0; i < Z.length; i++) {
      const A = sigmoid(Z[i]!);
      dZ[i] = dA[i]! * A * (1 - A);
    }
  }
}
