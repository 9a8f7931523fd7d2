import type { FloatArray } from './matrix.ts';
import type { Kernels } from './kernels.ts';

/** Inputs summed over at once: their weights stay in the first-level cache while every example passes them. */
const INPUTS_AT_ONCE = 256;
/** Features gathered side by side for a · bᵀ, so that reading down the examples stays in the cache. */
const STRIP = 64;

/**
 * The reference's products in tiles of 4 × 2 sums held in registers, some inputs at a time. Plain JavaScript.
 * Sums are taken in double precision and in the same order for every column.
 */
export function blockedKernels(): Kernels {
  let strip = new Float64Array(0);
  let sums = new Float64Array(0);

  return {
    name: 'blocked',

    multiply(C, A, B, n, k, m) {
      // Partial sums rest in double precision between the slices, which so do not show in the result.
      if (sums.length < n * m) sums = new Float64Array(n * m);
      sums.fill(0, 0, n * m);
      for (let start = 0; start < k; start += INPUTS_AT_ONCE) {
        addSlice(sums, A, B, n, k, m, start, Math.min(start + INPUTS_AT_ONCE, k));
      }
      for (let i = 0; i < n * m; i++) C[i] = sums[i]!;
    },

    multiplyTransposedLeft(C, A, B, n, k, m) {
      for (let col = 0; col < m; col++) {
        let row = 0;
        for (; row + 4 <= k; row += 4) dotFour(C, A, B, n, k, row, col);
        for (; row < k; row++) {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += A[row * n + i] * B[col * n + i];
          C[col * k + row] = sum;
        }
      }
    },

    multiplyTransposedRight(C, A, B, n, k, m, scale) {
      if (strip.length < STRIP * m) strip = new Float64Array(STRIP * m);
      for (let start = 0; start < k; start += STRIP) {
        const width = Math.min(STRIP, k - start);
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < width; j++) strip[j * m + i] = B[i * k + start + j]!;
        }
        multiplyStrip(C, A, strip, n, m, start, width, scale);
      }
    },
  };
}

/** sums += A[:, start…end] · B[start…end, :] */
function addSlice(
  sums: Float64Array,
  A: FloatArray,
  B: FloatArray,
  n: number,
  k: number,
  m: number,
  start: number,
  end: number,
): void {
  let col = 0;
  for (; col + 2 <= m; col += 2) {
    let row = 0;
    for (; row + 4 <= n; row += 4) tileFourByTwo(sums, A, B, n, k, row, col, start, end);
    for (; row < n; row++) {
      tileOne(sums, A, B, n, k, row, col, start, end);
      tileOne(sums, A, B, n, k, row, col + 1, start, end);
    }
  }
  for (; col < m; col++) {
    for (let row = 0; row < n; row++) tileOne(sums, A, B, n, k, row, col, start, end);
  }
}

function tileFourByTwo(
  sums: Float64Array,
  A: FloatArray,
  B: FloatArray,
  n: number,
  k: number,
  row: number,
  col: number,
  start: number,
  end: number,
): void {
  const left = col * n + row;
  const right = left + n;
  let s0 = sums[left];
  let s1 = sums[left + 1];
  let s2 = sums[left + 2];
  let s3 = sums[left + 3];
  let t0 = sums[right];
  let t1 = sums[right + 1];
  let t2 = sums[right + 2];
  let t3 = sums[right + 3];
  let a = start * n + row;
  let b = col * k + start;
  const last = col * k + end;
  for (; b < last; b++, a += n) {
    const x = B[b];
    const y = B[b + k];
    const w0 = A[a];
    const w1 = A[a + 1];
    const w2 = A[a + 2];
    const w3 = A[a + 3];
    s0 += w0 * x;
    s1 += w1 * x;
    s2 += w2 * x;
    s3 += w3 * x;
    t0 += w0 * y;
    t1 += w1 * y;
    t2 += w2 * y;
    t3 += w3 * y;
  }
  sums[left] = s0;
  sums[left + 1] = s1;
  sums[left + 2] = s2;
  sums[left + 3] = s3;
  sums[right] = t0;
  sums[right + 1] = t1;
  sums[right + 2] = t2;
  sums[right + 3] = t3;
}

function tileOne(
  sums: Float64Array,
  A: FloatArray,
  B: FloatArray,
  n: number,
  k: number,
  row: number,
  col: number,
  start: number,
  end: number,
): void {
  let sum = sums[col * n + row];
  for (let i = start; i < end; i++) sum += A[i * n + row] * B[col * k + i];
  sums[col * n + row] = sum;
}

/** C[row…row+3, col] = Aᵀ · B for four rows of Aᵀ at once. */
function dotFour(
  C: FloatArray,
  A: FloatArray,
  B: FloatArray,
  n: number,
  k: number,
  row: number,
  col: number,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const a = row * n;
  for (let i = 0; i < n; i++) {
    const x = B[col * n + i];
    s0 += A[a + i] * x;
    s1 += A[a + n + i] * x;
    s2 += A[a + 2 * n + i] * x;
    s3 += A[a + 3 * n + i] * x;
  }
  const c = col * k + row;
  C[c] = s0;
  C[c + 1] = s1;
  C[c + 2] = s2;
  C[c + 3] = s3;
}

/** C[:, start…start+width] = scale · A · strip, where strip holds Bᵀ's columns one after another. */
function multiplyStrip(
  C: FloatArray,
  A: FloatArray,
  strip: Float64Array,
  n: number,
  m: number,
  start: number,
  width: number,
  scale: number,
): void {
  let j = 0;
  for (; j + 2 <= width; j += 2) {
    let row = 0;
    for (; row + 4 <= n; row += 4) stripFourByTwo(C, A, strip, n, m, row, start, j, scale);
    for (; row < n; row++) {
      stripOne(C, A, strip, n, m, row, start, j, scale);
      stripOne(C, A, strip, n, m, row, start, j + 1, scale);
    }
  }
  for (; j < width; j++) {
    for (let row = 0; row < n; row++) stripOne(C, A, strip, n, m, row, start, j, scale);
  }
}

function stripFourByTwo(
  C: FloatArray,
  A: FloatArray,
  strip: Float64Array,
  n: number,
  m: number,
  row: number,
  start: number,
  j: number,
  scale: number,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t0 = 0;
  let t1 = 0;
  let t2 = 0;
  let t3 = 0;
  let a = row;
  const b = j * m;
  for (let i = 0; i < m; i++, a += n) {
    const x = strip[b + i];
    const y = strip[b + m + i];
    const z0 = A[a];
    const z1 = A[a + 1];
    const z2 = A[a + 2];
    const z3 = A[a + 3];
    s0 += z0 * x;
    s1 += z1 * x;
    s2 += z2 * x;
    s3 += z3 * x;
    t0 += z0 * y;
    t1 += z1 * y;
    t2 += z2 * y;
    t3 += z3 * y;
  }
  const c = (start + j) * n + row;
  C[c] = scale * s0;
  C[c + 1] = scale * s1;
  C[c + 2] = scale * s2;
  C[c + 3] = scale * s3;
  C[c + n] = scale * t0;
  C[c + n + 1] = scale * t1;
  C[c + n + 2] = scale * t2;
  C[c + n + 3] = scale * t3;
}

function stripOne(
  C: FloatArray,
  A: FloatArray,
  strip: Float64Array,
  n: number,
  m: number,
  row: number,
  start: number,
  j: number,
  scale: number,
): void {
  let sum = 0;
  for (let i = 0; i < m; i++) sum += A[i * n + row] * strip[j * m + i];
  C[(start + j) * n + row] = scale * sum;
}
