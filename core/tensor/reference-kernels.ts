import type { Kernels } from './kernels.ts';

/** The specification: each product as its definition reads. Sums are taken in double precision. */
export const referenceKernels: Kernels = {
  name: 'reference',

  multiply(C, A, B, n, k, m) {
    for (let col = 0; col < m; col++) {
      for (let row = 0; row < n; row++) {
        let sum = 0;
        for (let i = 0; i < k; i++) sum += A[i * n + row] * B[col * k + i];
        C[col * n + row] = sum;
      }
    }
  },

  multiplyTransposedLeft(C, A, B, n, k, m) {
    for (let col = 0; col < m; col++) {
      for (let row = 0; row < k; row++) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += A[row * n + i] * B[col * n + i];
        C[col * k + row] = sum;
      }
    }
  },

  multiplyTransposedRight(C, A, B, n, k, m, scale) {
    for (let col = 0; col < k; col++) {
      for (let row = 0; row < n; row++) {
        let sum = 0;
        for (let i = 0; i < m; i++) sum += A[i * n + row] * B[i * k + col];
        C[col * n + row] = scale * sum;
      }
    }
  },
};
