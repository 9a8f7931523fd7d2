import type { FloatArray } from '../tensor/matrix.ts';
import type { Loss } from './loss.ts';

/**
 * K kinds by K logits: a_k = e^(z_k) / Σⱼ e^(zⱼ). Categorical cross-entropy
 *
 *     J = −1/m · Σ over examples and k of y_k · log a_k = 1/m · Σ (log Σⱼ e^(zⱼ) − Σ_k y_k · z_k),
 *
 * where Σ y_k = 1. With the largest logit M taken out, log Σⱼ e^(zⱼ) = M + log Σⱼ e^(zⱼ − M), nothing
 * overflows. Differentiated together: dZ = A − Y.
 *
 * Smoothed labels: y′ = y · (1 − ε) + ε/K (Szegedy et al. 2016).
 */
export const softmaxCrossEntropy: Loss = {
  name: 'softmax',
  outputsFor: (kinds) => expectKinds(kinds),
  kindsFor: (outputs) => expectKinds(outputs),
  fillTarget(y, label, smoothing) {
    y.fill(smoothing / y.length);
    y[label] += 1 - smoothing;
  },
  cost(logits, Y, m, weights) {
    const K = logits.length / m;
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const start = i * K;
      const largest = largestOf(logits, start, K);
      let exponentials = 0;
      let answered = 0;
      for (let k = start; k < start + K; k++) {
        const z = logits[k] - largest;
        exponentials += Math.exp(z);
        answered += Y[k] * z;
      }
      const cost = Math.log(exponentials) - answered;
      sum += weights ? weights[i] * cost : cost;
    }
    return sum / m;
  },
  backward(dZ, logits, Y, m, weights) {
    const K = logits.length / m;
    const exponentials = new Float64Array(K);
    for (let i = 0; i < m; i++) {
      const start = i * K;
      const total = fillExponentials(exponentials, logits, start);
      for (let k = 0; k < K; k++) {
        dZ[start + k] = weights[i] * (exponentials[k] / total - Y[start + k]);
      }
    }
  },
  probabilities(out, logits, m) {
    const K = m === 0 ? 0 : logits.length / m;
    const exponentials = new Float64Array(K);
    for (let i = 0; i < m; i++) {
      const start = i * K;
      const total = fillExponentials(exponentials, logits, start);
      for (let k = 0; k < K; k++) out[start + k] = exponentials[k] / total;
    }
  },
};

function expectKinds(kinds: number): number {
  if (!(kinds >= 2)) throw new RangeError(`Expected 2 kinds or more for a softmax, got ${kinds}`);
  return kinds;
}

function largestOf(logits: FloatArray, start: number, K: number): number {
  let largest = logits[start];
  for (let k = start + 1; k < start + K; k++) {
    // A logit that is not a number shows in the sum.
    if (logits[k] > largest) largest = logits[k]!;
  }
  return largest;
}

/** Writes e^(z − M) of each of one example's logits, which begin at `start`; their sum. */
function fillExponentials(exponentials: Float64Array, logits: FloatArray, start: number): number {
  const K = exponentials.length;
  const largest = largestOf(logits, start, K);
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const exponential = Math.exp(logits[start + k] - largest);
    exponentials[k] = exponential;
    sum += exponential;
  }
  return sum;
}
