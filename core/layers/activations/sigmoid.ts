import { sigmoid as sigma } from '../../tensor/sigmoid.ts';
import type { Activation } from './activation.ts';

/** g(z) = σ(z), g′(z) = σ(z) · (1 − σ(z)). */
export const sigmoid: Activation = {
  name: 'sigmoid',
  forward(A, Z) {
    for (let i = 0; i < Z.length; i++) A[i] = sigma(Z[i]);
  },
  backward(dZ, dA, Z) {
    for (let i = 0; i < Z.length; i++) {
      const A = sigma(Z[i]);
      dZ[i] = dA[i] * A * (1 - A);
    }
  },
};
