import { ACTIVATIONS } from './activations/activations.ts';
import { addBias, meanOverExamples } from './bias.ts';
import type { LayerKind } from './layer.ts';

/**
 * Every neuron sees every value: Z = W · X + b, A = g(Z). Shapes: X (nPrev, m), W (n, nPrev), b (n, 1), Z and
 * A (n, m). Without activation A is Z.
 *
 * Backward: dZ = dA ∘ g′(Z), db = 1/m · Σ dZ over the examples, dW = 1/m · dZ · Xᵀ, dX = Wᵀ · dZ.
 */
export const dense: LayerKind = {
  name: 'dense',
  sees: 'features',
  hasDropoutBefore: true,
  outputOf: ({ size }) => ({ values: size, picture: null }),
  parametersOf: ({ size }, { values }) => [
    { symbol: 'W', role: 'weight', rows: size, cols: values },
    { symbol: 'b', role: 'bias', rows: size, cols: 1 },
  ],
  createPass({ plan, input, m, ArrayType }) {
    const [n, nPrev] = [plan.size, input.values];
    const activation = plan.activation === null ? null : ACTIVATIONS.get(plan.activation);
    const Z = new ArrayType(n * m);
    const A = activation ? new ArrayType(n * m) : Z;
    const dA = new ArrayType(n * m);
    return {
      A,
      dA,
      forward(X, [W, b], kernels) {
        kernels.multiply(Z, W, X, n, nPrev, m);
        addBias(Z, b, n);
        activation?.forward(A, Z);
      },
      backward(X, dX, [W], [dW, db], kernels) {
        const dZ = dA;
        activation?.backward(dZ, dA, Z);
        meanOverExamples(db, dZ, n, m);
        kernels.multiplyTransposedRight(dW, dZ, X, n, nPrev, m, 1 / m);
        if (dX) kernels.multiplyTransposedLeft(dX, W, dZ, n, nPrev, m);
      },
    };
  },
};
