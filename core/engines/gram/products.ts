import { gatherStandardised } from '../../features/standardise.ts';
import { Matrix } from '../../tensor/matrix.ts';
import type { Task } from '../engine.ts';

/** Features taken at once, so that the standardised examples are never all in memory. */
const FEATURES_AT_ONCE = 256;
/** Columns of a Gram matrix made at once. */
const COLUMNS = 32;

/** Multiplications between two yields: some ten milliseconds. */
const AT_ONCE = 2e7;

/** What full-batch descent needs to know of some examples Xᵢ, given the training examples X. */
export interface Products {
  /** Xᵀ · Xᵢ, shape (m, count) */
  gram: Float64Array;
  /** W · Xᵢ, shape (n, count) */
  start: Float64Array;
}

/**
 * Xᵀ · Xᵢ and W · Xᵢ for the examples at `indices`, standardised; the first layer's W, at the start, is Float64. Yields now
 * and then what part of the work is done, 0 to 1.
 */
export function* multiplyExamples(
  task: Task,
  W: Matrix,
  indices: Uint32Array,
): Generator<number, Products, void> {
  const { kernels, split } = task;
  const isTraining = indices === split.training;
  const [n, m, count] = [W.rows, split.training.length, indices.length];
  const gram = new Float64Array(m * count);
  const start = new Float64Array(n * count);
  const part = new Float64Array(n * count);
  if (count === 0) return { gram, start };
  let multiplications = 0;
  for (const [first, last] of slicesOf(task)) {
    const X = gatherSlice(task, split.training, first, last);
    const Xi = isTraining ? X : gatherSlice(task, indices, first, last);
    addGram(gram, X, Xi, last - first, task, isTraining);
    const ofSlice = W.data.subarray(first * n, last * n);
    kernels.multiply(part, ofSlice, Xi, n, last - first, count);
    for (let i = 0; i < part.length; i++) start[i] += part[i];
    multiplications += (last - first) * count * (isTraining ? m / 2 : m);
    if (multiplications < AT_ONCE) continue;
    yield last / W.cols;
    multiplications = 0;
  }
  if (isTraining) mirror(gram, m);
  return { gram, start };
}

/** c · W + S · Xᵀ, the first layer's weights for coordinates c and S of shape (n, m). */
export function rebuildWeights(task: Task, W: Matrix, c: number, S: Matrix): Matrix {
  const { kernels, split } = task;
  const [n, m] = [W.rows, split.training.length];
  const data = W.data.map((w) => c * w);
  const part = new Float64Array(n * FEATURES_AT_ONCE);
  for (const [first, last] of slicesOf(task)) {
    const X = gatherSlice(task, split.training, first, last);
    kernels.multiplyTransposedRight(part, S.data, X, n, last - first, m, 1);
    for (let i = first * n; i < last * n; i++) data[i] += part[i - first * n];
  }
  return new Matrix(n, W.cols, data);
}

/** The first feature of each slice, and the one after its last. */
function slicesOf({ examples: { featureCount } }: Task): [first: number, last: number][] {
  return Array.from({ length: Math.ceil(featureCount / FEATURES_AT_ONCE) }, (_, i) => [
    i * FEATURES_AT_ONCE,
    Math.min((i + 1) * FEATURES_AT_ONCE, featureCount),
  ]);
}

function gatherSlice(
  { examples, standardisation }: Task,
  indices: Uint32Array,
  first: number,
  last: number,
): Float64Array {
  const X = new Float64Array((last - first) * indices.length);
  gatherStandardised(X, examples.features, indices, standardisation, first, last);
  return X;
}

/** gram += Xᵀ · Xi; where that is symmetric, only the part on and over the diagonal is sure to be written. */
function addGram(
  gram: Float64Array,
  X: Float64Array,
  Xi: Float64Array,
  width: number,
  { kernels, split }: Task,
  isSymmetric: boolean,
): void {
  const m = split.training.length;
  const count = Xi.length / width;
  const part = new Float64Array(m * COLUMNS);
  for (let first = 0; first < count; first += COLUMNS) {
    const last = Math.min(first + COLUMNS, count);
    const rows = isSymmetric ? last : m;
    const columns = Xi.subarray(first * width, last * width);
    kernels.multiplyTransposedLeft(part, X, columns, width, rows, last - first);
    for (let col = first; col < last; col++) {
      for (let row = 0; row < rows; row++) gram[col * m + row] += part[(col - first) * rows + row];
    }
  }
}

/** Copies what is over the diagonal to under it. */
function mirror(gram: Float64Array, m: number): void {
  for (let col = 0; col < m; col++) {
    for (let row = col + 1; row < m; row++) gram[col * m + row] = gram[row * m + col]!;
  }
}
