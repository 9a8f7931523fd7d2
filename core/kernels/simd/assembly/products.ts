import { addEightProducts, addUp } from './dot';
import { PANEL, panelValues, VECTOR } from './layout';

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
  const paddedRows = (rows + 3) & ~3;
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
 * (row, example) of C is number example · rows + row.
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
  const paddedRows = (rows + 3) & ~3;
  const paddedExamples = (examples + 3) & ~3;
  const panels = (columns + panelValues<T>() - 1) / panelValues<T>();
  const strideL = (paddedRows as usize) * PANEL;
  const strideR = (paddedExamples as usize) * PANEL;
  const quad = scratch + 8 * VECTOR;
  for (let example = 0; example < examples; example += 2) {
    for (let row = 0; row < rows; row += 4) {
      const left = L + (row as usize) * PANEL;
      const right = R + (example as usize) * PANEL;
      const next = 4 * VECTOR;
      memory.fill(scratch, 0, 8 * VECTOR);
      addEightProducts<T>(scratch, VECTOR, next, left, right, panels, strideL, strideR);
      for (let i = 0; i < min(2, examples - example); i++) {
        addUp<T>(scratch + (i as usize) * next, VECTOR, quad);
        const place = C + (((example + i) * rows + row) as usize) * sizeof<T>();
        copyScaled<T>(place, quad, min(4, rows - row), scale);
      }
    }
  }
}

function copyScaled<T>(out: usize, quad: usize, count: i32, scale: T): void {
  for (let i = 0; i < count; i++) {
    const offset = (i as usize) * sizeof<T>();
    store<T>(out + offset, (scale * load<T>(quad + offset)) as T);
  }
}
