export type FloatArray = Float32Array | Float64Array;
export type FloatArrayConstructor = Float32ArrayConstructor | Float64ArrayConstructor;

/**
 * A dense matrix of shape (rows, cols).
 *
 * Values lie column after column: element (row, col) is `data[col * rows + row]`. Activations have one
 * column per example, so each example's values are contiguous; weights W of shape (n, nPrev) follow the
 * same rule, so the n weights that leave one input are contiguous.
 */
export class Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: FloatArray;

  /** @throws RangeError when a size is not a whole number from 0, or `data` does not hold rows × cols values. */
  constructor(rows: number, cols: number, data: FloatArray) {
    if (!Number.isInteger(rows) || !Number.isInteger(cols) || rows < 0 || cols < 0) {
      throw new RangeError(`Expected whole numbers of rows and columns, got (${rows}, ${cols})`);
    }
    if (data.length !== rows * cols) {
      throw new RangeError(
        `Expected ${rows * cols} values for shape (${rows}, ${cols}), got ${data.length}`,
      );
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /**
   * The matrix whose element (row, col) is `values[row][col]`.
   *
   * @throws RangeError when the rows differ in length.
   */
  static fromRows(values: number[][], ArrayType: FloatArrayConstructor = Float32Array): Matrix {
    const rows = values.length;
    const cols = values[0]?.length ?? 0;
    const data = new ArrayType(rows * cols);
    values.forEach((row, i) => {
      if (row.length !== cols) {
        throw new RangeError(`Expected ${cols} values in row ${i}, got ${row.length}`);
      }
      row.forEach((value, j) => {
        data[j * rows + i] = value;
      });
    });
    return new Matrix(rows, cols, data);
  }

  static zeros(
    rows: number,
    cols: number,
    ArrayType: FloatArrayConstructor = Float32Array,
  ): Matrix {
    return new Matrix(rows, cols, new ArrayType(rows * cols));
  }

  /** @throws RangeError outside the matrix. */
  at(row: number, col: number): number {
    const value = row >= 0 && row < this.rows ? this.data[col * this.rows + row] : undefined;
    if (value === undefined) {
      throw new RangeError(
        `Expected an element inside shape (${this.rows}, ${this.cols}), got (${row}, ${col})`,
      );
    }
    return value;
  }

  /** The values row by row, as nested arrays. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.cols }, (_, col) => this.at(row, col)),
    );
  }
}

/** Float64Array where any of the matrices is, as NumPy promotes; otherwise Float32Array. */
export function arrayTypeOf(...matrices: Matrix[]): FloatArrayConstructor {
  return matrices.some((matrix) => matrix.data instanceof Float64Array)
    ? Float64Array
    : Float32Array;
}

/** @throws RangeError naming the expected and the actual shape. */
export function expectShape(name: string, matrix: Matrix, rows: number, cols: number): void {
  if (matrix.rows !== rows || matrix.cols !== cols) {
    throw new RangeError(
      `Expected ${name} of shape (${rows}, ${cols}), got (${matrix.rows}, ${matrix.cols})`,
    );
  }
}

/** Σ v² over one array. */
export function squaredLength(values: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
