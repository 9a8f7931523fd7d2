import type { Role } from '../layers/layer.ts';
import { expectShape, Matrix } from '../tensor/matrix.ts';

/** Something that is learned, or that belongs to it in the same shape: its gradient, what an optimizer remembers. */
export interface Parameter {
  /** Its own in a network, as files have it: W1, b1, W2, … */
  readonly name: string;
  readonly role: Role;
  readonly matrix: Matrix;
}

/** Parameters of the same names, roles and shapes, all zero. */
export function zerosLike(parameters: readonly Parameter[]): Parameter[] {
  return parameters.map(({ name, role, matrix: { rows, cols, data } }) => ({
    name,
    role,
    matrix: new Matrix(rows, cols, data.slice().fill(0)),
  }));
}

export function copyParameters(parameters: readonly Parameter[]): Parameter[] {
  return parameters.map(({ name, role, matrix: { rows, cols, data } }) => ({
    name,
    role,
    matrix: new Matrix(rows, cols, data.slice()),
  }));
}

/** Writes the values of `source` into those of `target` that have the same names. @throws RangeError when one is missing or does not fit. */
export function overwriteParameters(
  target: readonly Parameter[],
  source: readonly Parameter[],
): void {
  for (const { name, matrix } of target) {
    const { matrix: values } = parameterNamed(source, name);
    expectShape(name, values, matrix.rows, matrix.cols);
    matrix.data.set(values.data);
  }
}

/** @throws RangeError when there is none. */
export function parameterNamed(parameters: readonly Parameter[], name: string): Parameter {
  const parameter = parameters.find((one) => one.name === name);
  if (!parameter) {
    const names = parameters.map((one) => one.name).join(', ');
    throw new RangeError(`Expected ${name}, got ${names || 'none'}`);
  }
  return parameter;
}

/** Whether no value is infinite or not a number. */
export function areFinite(parameters: readonly Parameter[]): boolean {
  // Infinity · 0 and NaN · 0 are NaN, and stay so in the sum.
  let zero = 0;
  for (const {
    matrix: { data },
  } of parameters) {
    // Four sums at once: each addition waits for the one before it.
    let [a, b, c, i] = [0, 0, 0, 0];
    for (; i + 4 <= data.length; i += 4) {
      a += data[i] * 0;
      b += data[i + 1] * 0;
      c += data[i + 2] * 0;
      zero += data[i + 3] * 0;
    }
    for (; i < data.length; i++) zero += data[i] * 0;
    zero += a + b + c;
  }
  return zero === 0;
}
