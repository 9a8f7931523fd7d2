import { Matrix } from '../../tensor/matrix.ts';
import type { FloatArray, FloatArrayConstructor } from '../../tensor/matrix.ts';

/** Bytes of one row within one panel; `assembly/layout.ts` tells how matrices lie in panels. */
export const PANEL_BYTES = 192;

const CACHE_LINE = 64;
const TILE_BYTES = 3 * 16;

/** A matrix in panels: where it is, and its size without the padding. */
export interface PanelMatrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  /** All of it, padding included. */
  readonly data: FloatArray;
}

export function panelValues(ArrayType: FloatArrayConstructor): number {
  return PANEL_BYTES / ArrayType.BYTES_PER_ELEMENT;
}

/** The next multiple of 4. */
export function padded(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Examples that there is room for: a tile of 3 may begin with the last one. */
export function paddedExamples(count: number): number {
  return count + 2;
}

/** Bytes from one example's dZ to the next: whole tiles of 3 vectors, in an odd number of cache lines. */
export function errorBytes(neurons: number, ArrayType: FloatArrayConstructor): number {
  const tiles = Math.ceil((neurons * ArrayType.BYTES_PER_ELEMENT) / TILE_BYTES);
  const lines = Math.ceil((tiles * TILE_BYTES) / CACHE_LINE);
  return (lines + 1 - (lines % 2)) * CACHE_LINE;
}

export function panelCount(columns: number, ArrayType: FloatArrayConstructor): number {
  return Math.ceil(columns / panelValues(ArrayType));
}

/** Bytes of a matrix of `rows` × `columns` in panels. */
export function packedBytes(
  rows: number,
  columns: number,
  ArrayType: FloatArrayConstructor,
): number {
  return panelCount(columns, ArrayType) * padded(rows) * PANEL_BYTES;
}

/** Writes a matrix into panels whose padding is zero already. */
export function packMatrix(panels: FloatArray, { rows, cols, data }: Matrix): void {
  forEachPlace(panels, rows, cols, (place, index) => {
    panels[place] = data[index]!;
  });
}

/** The matrix of `rows` × `cols` in these panels. */
export function unpackMatrix(panels: FloatArray, rows: number, cols: number): Matrix {
  const ArrayType = panels instanceof Float64Array ? Float64Array : Float32Array;
  const data = new ArrayType(rows * cols);
  forEachPlace(panels, rows, cols, (place, index) => {
    data[index] = panels[place]!;
  });
  return new Matrix(rows, cols, data);
}

/** Calls `visit` with each element's place in panels and its index column after column. */
function forEachPlace(
  panels: FloatArray,
  rows: number,
  cols: number,
  visit: (place: number, index: number) => void,
): void {
  const values = PANEL_BYTES / panels.BYTES_PER_ELEMENT;
  const paddedRows = padded(rows);
  for (let col = 0; col < cols; col++) {
    const start = Math.floor(col / values) * paddedRows * values + (col % values);
    for (let row = 0; row < rows; row++) visit(start + row * values, col * rows + row);
  }
}
