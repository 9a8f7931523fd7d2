import type { FloatArray } from '../tensor/matrix.ts';

/** Z = Z + b for every column of Z (n, m). */
export function addBias(Z: FloatArray, b: FloatArray, n: number): void {
  for (let start = 0; start < Z.length; start += n) {
    for (let row = 0; row < n; row++) Z[start + row] += b[row];
  }
}

/** db = 1/m · Σ dZ over the m columns of dZ (n, m). */
export function meanOverExamples(db: FloatArray, dZ: FloatArray, n: number, m: number): void {
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let col = 0; col < m; col++) sum += dZ[col * n + row];
    db[row] = sum / m;
  }
}
