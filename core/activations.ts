import type { FloatArray } from './matrix.ts';

export type Activation = 'relu' | 'sigmoid';

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
  } else {
    for (let i = 0; i < Z.length; i++) A[i] = sigmoid(Z[i]!);
  }
}

/** dZ = dA ∘ g′(Z), element by element; `dZ` may be `dA` itself. ReLU's slope at 0 is 0. */
export function activateBackward(
  dZ: FloatArray,
  dA: FloatArray,
  Z: FloatArray,
  activation: Activation,
): void {
  if (activation === 'relu') {
    for (let i = 0; i < Z.length; i++) dZ[i] = Z[i]! > 0 ? dA[i]! : 0;
  } else {
    for (let i = 0; i < Z.length; i++) {
      const A = sigmoid(Z[i]!);
      dZ[i] = dA[i]! * A * (1 - A);
    }
  }
}
