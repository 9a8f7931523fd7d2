import type { Activation } from './activation.ts';

/** g(z) = max(0, z). At 0 its slope is taken as 0. */
export const relu: Activation = {
  name: 'relu',
  forward(A, Z) {
    for (let i = 0; i < Z.length; i++) A[i] = Math.max(0, Z[i]);
  },
  backward(dZ, dA, Z) {
    for (let i = 0; i < Z.length; i++) dZ[i] = Z[i] > 0 ? dA[i] : 0;
  },
};
