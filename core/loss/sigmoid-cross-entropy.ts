import { sigmoid } from '../tensor/sigmoid.ts';
import type { Loss } from './loss.ts';

/**
 * Two kinds by one logit z, of the kind at position 1: P(1) = σ(z), P(0) = σ(−z), each by itself so that
 * neither is rounded after the other. Binary cross-entropy
 *
 *     J = −1/m · Σ (y · log σ(z) + (1−y) · log(1 − σ(z))) = 1/m · Σ (log(1 + eᶻ) − y·z),
 *
 * whose second form is exact for every finite logit, also where σ(z) is rounded to 0 or 1. Differentiated
 * together: ∂J/∂z = σ(z) − y. The two factors of the chain rule, −(y/a − (1−y)/(1−a)) and a·(1−a), are
 * infinite and zero where a is exactly 0 or 1; their product is not.
 *
 * Smoothed labels: y′ = y · (1 − ε) + ε/2 (Szegedy et al. 2016, two classes).
 */
export const sigmoidCrossEntropy: Loss = {
  name: 'sigmoid',
  outputsFor(kinds) {
    if (kinds !== 2) throw new RangeError(`Expected 2 kinds for a sigmoid, got ${kinds}`);
    return 1;
  },
  kindsFor(outputs) {
    if (outputs !== 1) throw new RangeError(`Expected 1 output for a sigmoid, got ${outputs}`);
    return 2;
  },
  fillTarget(y, label, smoothing) {
    y[0] = label === 1 ? 1 - smoothing / 2 : smoothing / 2;
  },
  cost(logits, Y, m, weights) {
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const z = logits[i];
      const cost = Math.max(z, 0) - z * Y[i] + Math.log1p(Math.exp(-Math.abs(z)));
      sum += weights ? weights[i] * cost : cost;
    }
    return sum / m;
  },
  backward(dZ, logits, Y, m, weights) {
    for (let i = 0; i < m; i++) dZ[i] = weights[i] * (sigmoid(logits[i]) - Y[i]);
  },
  probabilities(out, logits, m) {
    for (let i = 0; i < m; i++) {
      out[2 * i] = sigmoid(-logits[i]);
      out[2 * i + 1] = sigmoid(logits[i]);
    }
  },
};
