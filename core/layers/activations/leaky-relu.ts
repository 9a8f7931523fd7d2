import type { Activation } from './activation.ts';

const LEAK = 0.01;

/** g(z) = max(0.01 · z, z). At 0 its slope is taken as 0.01. */
export const leakyRelu: Activation = {
  name: 'leaky-relu',
  forward(A, Z) {
    for (let i = 0; i < Z.length; i++) A[i] = Math.max(LEAK * Z[i], Z[i]);
  },
  backward(dZ, dA, Z) {
    for (let i = 0; i < Z.length; i++) dZ[i] = Z[i] > 0 ? dA[i] : LEAK * dA[i];
  },
};
