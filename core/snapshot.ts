import { expectShape, Matrix } from './matrix.ts';

/** A copy of the weights to come back to. */
export interface WeightSnapshot {
  /** The epoch after which the copy was made; 0 is the start. */
  readonly epoch: number;
  /** The copy itself, by name. */
  readonly weights: Record<string, Matrix>;
  save(weights: Record<string, Matrix>, epoch: number): void;
  /** Writes the copy back into `weights`. */
  restore(weights: Record<string, Matrix>): void;
}

/** A snapshot of `weights` at the start, epoch 0. */
export function keepWeights(weights: Record<string, Matrix>): WeightSnapshot {
  const copy = copyMatrices(weights);
  let savedEpoch = 0;
  return {
    get epoch() {
      return savedEpoch;
    },
    weights: copy,
    save(current, epoch) {
      overwriteMatrices(copy, current);
      savedEpoch = epoch;
    },
    restore: (current) => overwriteMatrices(current, copy),
  };
}

export function copyMatrices(matrices: Record<string, Matrix>): Record<string, Matrix> {
  return Object.fromEntries(
    Object.entries(matrices).map(([name, { rows, cols, data }]) => [
      name,
      new Matrix(rows, cols, data.slice()),
    ]),
  );
}

/** Writes the values of `source` into `target`. @throws RangeError when a matrix is missing or does not fit. */
export function overwriteMatrices(
  target: Record<string, Matrix>,
  source: Record<string, Matrix>,
): void {
  for (const [name, matrix] of Object.entries(target)) {
    const values = source[name];
    if (!values) throw new RangeError(`Expected ${name}, got ${Object.keys(source).join(', ')}`);
    expectShape(name, values, matrix.rows, matrix.cols);
    matrix.data.set(values.data);
  }
}

/** Whether no value is infinite or not a number. */
export function areFinite(matrices: Record<string, Matrix>): boolean {
  // Infinity · 0 and NaN · 0 are NaN, and stay so in the sum.
  let zero = 0;
  for (const { data } of Object.values(matrices)) {
    // Four sums at once: each addition waits for the one before it.
    let [a, b, c, i] = [0, 0, 0, 0];
    for (; i + 4 <= data.length; i += 4) {
      a += data[i]! * 0;
      b += data[i + 1]! * 0;
      c += data[i + 2]! * 0;
      zero += data[i + 3]! * 0;
    }
    for (; i < data.length; i++) zero += data[i]! * 0;
    zero += a + b + c;
  }
  return zero === 0;
}
