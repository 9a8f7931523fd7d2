import { pack, product } from './products';

export { close, help, run } from './threads';

/** The first byte that the module does not use itself. */
export function firstFreeByte(): usize {
  return __heap_base;
}

export function packFloat32(
  panels: usize,
  source: usize,
  rows: i32,
  columns: i32,
  rowStride: i32,
  columnStride: i32,
): void {
  pack<f32>(panels, source, rows, columns, rowStride, columnStride);
}

export function packFloat64(
  panels: usize,
  source: usize,
  rows: i32,
  columns: i32,
  rowStride: i32,
  columnStride: i32,
): void {
  pack<f64>(panels, source, rows, columns, rowStride, columnStride);
}

export function productFloat32(
  C: usize,
  L: usize,
  R: usize,
  rows: i32,
  columns: i32,
  examples: i32,
  scale: f64,
  scratch: usize,
): void {
  product<f32>(C, L, R, rows, columns, examples, scale as f32, scratch);
}

export function productFloat64(
  C: usize,
  L: usize,
  R: usize,
  rows: i32,
  columns: i32,
  examples: i32,
  scale: f64,
  scratch: usize,
): void {
  product<f64>(C, L, R, rows, columns, examples, scale, scratch);
}
