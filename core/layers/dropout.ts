import type { FloatArray } from '../tensor/matrix.ts';
import type { NumpyRandom } from '../random/numpy-random.ts';

/** Which share of the hidden activations is silenced in each step, and what decides which. */
export interface Dropout {
  /** 0 to below 1. */
  rate: number;
  random: Pick<NumpyRandom, 'rand'>;
}

/**
 * Draws D of shape (n, m): 1/keep with probability keep = 1 − rate, otherwise 0. A ∘ D then has A's
 * expectation, so nothing needs to be scaled when the network answers. Drawn row by row, as
 * `np.random.rand(n, m) < keep` is.
 *
 * Source: Srivastava et al., "Dropout" (2014), in the inverted form.
 */
export function drawDropout(
  D: FloatArray,
  n: number,
  m: number,
  { rate, random }: Dropout,
): FloatArray {
  const keep = 1 - rate;
  for (let row = 0; row < n; row++) {
    for (let col = 0; col < m; col++) D[col * n + row] = random.rand() < keep ? 1 / keep : 0;
  }
  return D;
}

/** A = A ∘ D. The same backward: dA = dA ∘ D. */
export function applyDropout(A: FloatArray, D: FloatArray): void {
  for (let i = 0; i < D.length; i++) A[i] *= D[i];
}
