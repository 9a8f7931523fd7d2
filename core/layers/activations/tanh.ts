import type { Activation } from './activation.ts';

/** g(z) = tanh z, g′(z) = 1 − tanh² z. */
export const tanh: Activation = {
  name: 'tanh',
  forward(A, Z) {
    for (let i = 0; i < Z.length; i++) A[i] = Math.tanh(Z[i]);
  },
  backward(dZ, dA, Z) {
    for (let i = 0; i < Z.length; i++) {
      const A = Math.tanh(Z[i]);
      dZ[i] = dA[i] * (1 - A * A);
    }
  },
};
