import { ACTIVATIONS } from '../../core/layers/activations/activations.ts';
import type { Activation } from '../../core/layers/activations/activation.ts';
import type { LayerKind } from '../../core/layers/layer.ts';
import { LAYERS } from '../../core/layers/layers.ts';
import type { Loss } from '../../core/loss/loss.ts';
import { LOSSES } from '../../core/loss/losses.ts';

// Each is what a newcomer would write in a file of its own, and `addToys` the line in the registry.

/** g(z) = log(1 + eᶻ), g′(z) = σ(z) */
const softplus: Activation = {
  name: 'toy-softplus',
  forward(A, Z) {
    for (let i = 0; i < Z.length; i++) A[i] = Math.log1p(Math.exp(Z[i]));
  },
  backward(dZ, dA, Z) {
    for (let i = 0; i < Z.length; i++) dZ[i] = dA[i] / (1 + Math.exp(-Z[i]));
  },
};

/** One logit z for two kinds, P(1) = z cut to 0 … 1, and the squared distance from the label. */
const squares: Loss = {
  name: 'toy-squares',
  outputsFor: () => 1,
  kindsFor: () => 2,
  fillTarget(y, label, smoothing) {
    y[0] = label * (1 - smoothing) + smoothing / 2;
  },
  cost(logits, Y, m, weights) {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += (weights?.[i] ?? 1) * (logits[i] - Y[i]) ** 2;
    return sum / (2 * m);
  },
  backward(dZ, logits, Y, m, weights) {
    for (let i = 0; i < m; i++) dZ[i] = weights[i] * (logits[i] - Y[i]);
  },
  probabilities(out, logits, m) {
    for (let i = 0; i < m; i++) {
      out[2 * i + 1] = Math.min(1, Math.max(0, logits[i]));
      out[2 * i] = 1 - out[2 * i + 1];
    }
  },
};

/** A = s ∘ X, a number s for each value that enters. dX = s ∘ dA, ds = 1/m · Σ dA ∘ X. */
const gain: LayerKind = {
  name: 'toy-gain',
  sees: 'features',
  hasDropoutBefore: false,
  outputOf: (_plan, { values }) => ({ values, picture: null }),
  parametersOf: (_plan, { values }) => [{ symbol: 's', role: 'weight', rows: values, cols: 1 }],
  createPass({ input: { values }, m, ArrayType }) {
    const A = new ArrayType(values * m);
    const dA = new ArrayType(values * m);
    return {
      A,
      dA,
      forward(X, [s]) {
        for (let i = 0; i < A.length; i++) A[i] = s[i % values] * X[i];
      },
      backward(X, dX, [s], [ds]) {
        ds.fill(0);
        for (let i = 0; i < A.length; i++) {
          ds[i % values] += (dA[i] * X[i]) / m;
          if (dX) dX[i] = s[i % values] * dA[i];
        }
      },
    };
  },
};

export function addToys(): void {
  ACTIVATIONS.add(softplus);
  LOSSES.add(squares);
  LAYERS.add(gain);
}
