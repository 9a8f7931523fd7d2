import { addProducts, addUp } from './dot';
import { PANEL, panelValues, roundUp, VECTOR } from './layout';

/** Rows and examples whose partial sums are in memory at a time; whole tiles of any size. */
const AT_ONCE = 12;

/** From one row's partial sums to the next one's, and of all. */
const NEXT: usize = (AT_ONCE as usize) * VECTOR;
const SUMS: usize = (AT_ONCE as usize) * NEXT;

/**
 * Copies a matrix of `rows` × `columns` into panels. Element (row, column) of the source is number
 * row · rowStride + column · columnStride.
 */
export function pack<T>(
  panels: usize,
  source: usize,
  rows: i32,
  columns: i32,
  rowStride: i32,
  columnStride: i32,
): void {
  const paddedRows = roundUp(rows, 4);
  const values = panelValues<T>();
  for (let begin = 0; begin < columns; begin += values) {
    const width = min(values, columns - begin);
    for (let row = 0; row < rows; row++, panels += PANEL) {
      const start = source + ((row * rowStride + begin * columnStride) as usize) * sizeof<T>();
      packRow<T>(panels, start, width, (columnStride as usize) * sizeof<T>());
    }
    const padding = ((paddedRows - rows) as usize) * PANEL;
    memory.fill(panels, 0, padding);
    panels += padding;
  }
}

function packRow<T>(out: usize, source: usize, width: i32, stride: usize): void {
  const end = out + (width as usize) * sizeof<T>();
  memory.fill(end, 0, PANEL - (width as usize) * sizeof<T>());
  if (stride === sizeof<T>()) {
    memory.copy(out, source, (width as usize) * sizeof<T>());
    return;
  }
  for (; out < end; out += sizeof<T>(), source += stride) store<T>(out, load<T>(source));
}

/**
 * C = scale · L · Rᵀ for packed L of `rows` × `columns` and packed R of `examples` × `columns`; element
 * (row, example) of C is number example · rows + row. At `scratch` is room for partial
 * sums and four results.
 */
export function product<T>(
  C: usize,
  L: usize,
  R: usize,
  rows: i32,
  columns: i32,
  examples: i32,
  scale: T,
  scratch: usize,
): void {
  const panels = (columns + panelValues<T>() - 1) / panelValues<T>();
  const strideL = (roundUp(rows, 4) as usize) * PANEL;
  const strideR = (roundUp(examples, 4) as usize) * PANEL;
  for (let example = 0; example < examples; example += AT_ONCE) {
    const columns = min(AT_ONCE, examples - example);
    const right = R + (example as usize) * PANEL;
    for (let row = 0; row < rows; row += AT_ONCE) {
      const height = min(AT_ONCE, rows - row);
      const left = L + (row as usize) * PANEL;
      memory.fill(scratch, 0, SUMS);
      addProducts<T>(scratch, NEXT, left, right, height, columns, panels, strideL, strideR);
      const place = C + ((example * rows + row) as usize) * sizeof<T>();
      copyScaled<T>(place, rows, scratch, height, columns, scale);
    }
  }
}

/** C from partial sums of at most `AT_ONCE` rows and examples. */
function copyScaled<T>(
  C: usize,
  rows: i32,
  sums: usize,
  height: i32,
  columns: i32,
  scale: T,
): void {
  const four = sums + SUMS;
  for (let example = 0; example < columns; example++) {
    for (let row = 0; row < height; row++) {
      if ((row & 3) === 0) addUp<T>(sums + (row as usize) * NEXT, NEXT, four);
      const place = C + ((example * rows + row) as usize) * sizeof<T>();
      store<T>(place, (scale * load<T>(four + ((row & 3) as usize) * sizeof<T>())) as T);
    }
    sums += VECTOR;
  }
}
