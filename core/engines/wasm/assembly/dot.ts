import { multiplyAdd, PANEL, rowsInTilesOfThree, VECTOR } from './layout';

// Two sizes of tiles, since between two branches V8 lets all loads precede all sums: sums and loaded vectors
// together have to fit into 15 registers. 3 × 3 sums need the fewest loads, each of which may cost a check of
// its address, and 9 sums leave the processor more to do while it waits for one than 8. Without fused
// multiply-add the products need a register, too, and only 8 sums fit.

/** Rows of W that stay in the first-level cache while all rows of X pass; tiles of 2, 3 and 4 fit in. */
const ROWS_AT_ONCE = 24;

/**
 * sums += W · X over `panels` panels, for `rows` rows of W and `columns` rows of X, and for others up to the end of
 * the last tiles, at most 3 of W and 1 of X. Each sum is kept as a vector of partial sums, `nextRow` bytes from one
 * row of W to the next; for X they lie side by side.
 */
export function addProducts<T>(
  sums: usize,
  nextRow: usize,
  W: usize,
  X: usize,
  rows: i32,
  columns: i32,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  for (let begin = 0; begin < rows; begin += ROWS_AT_ONCE) {
    const count = min(ROWS_AT_ONCE, rows - begin);
    const w = W + (begin as usize) * PANEL;
    const place = sums + (begin as usize) * nextRow;
    addSomeRows<T>(place, nextRow, w, X, count, columns, panels, strideW, strideX);
  }
}

/** Tiles of 3 × 3; the rows that are left in tiles of 2 × 4, and the columns in tiles of 4 × 2. */
function addSomeRows<T>(
  sums: usize,
  next: usize,
  W: usize,
  X: usize,
  rows: i32,
  columns: i32,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    const done = columns - (columns % 12);
    const row = rowsInTilesOfThree(rows);
    addNines<T>(sums, next, W, X, row, done, panels, strideW, strideX);
    const left = sums + (row as usize) * next;
    const w = W + (row as usize) * PANEL;
    addEights<T>(left, VECTOR, next, X, w, done, rows - row, panels, strideX, strideW);
    columns -= done;
    sums += (done as usize) * VECTOR;
    X += (done as usize) * PANEL;
  }
  addEights<T>(sums, next, VECTOR, W, X, rows, columns, panels, strideW, strideX);
}

/** Tiles of 3 × 3, for `rows` and `columns` that are multiples of 3. */
function addNines<T>(
  sums: usize,
  next: usize,
  W: usize,
  X: usize,
  rows: i32,
  columns: i32,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  for (let i = 0; i < columns; i += 3) {
    const x = X + (i as usize) * PANEL;
    for (let row = 0; row < rows; row += 3) {
      const w = W + (row as usize) * PANEL;
      const place = sums + (row as usize) * next + (i as usize) * VECTOR;
      addNineProducts<T>(place, next, w, x, panels, strideW, strideX);
    }
  }
}

/**
 * Tiles of 4 × 2; `nextW` and `nextX` are the bytes from one row's sums to the next's. With W and X exchanged these
 * are tiles of 2 × 4, and no bit is another.
 */
function addEights<T>(
  sums: usize,
  nextW: usize,
  nextX: usize,
  W: usize,
  X: usize,
  rows: i32,
  columns: i32,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  for (let i = 0; i < columns; i += 2) {
    const x = X + (i as usize) * PANEL;
    for (let row = 0; row < rows; row += 4) {
      const w = W + (row as usize) * PANEL;
      const place = sums + (row as usize) * nextW + (i as usize) * nextX;
      addEightProducts<T>(place, nextW, nextX, w, x, panels, strideW, strideX);
    }
  }
}

/** A tile of 3 rows of W and 3 rows of X. */
function addNineProducts<T>(
  sums: usize,
  nextRow: usize,
  W: usize,
  X: usize,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  const row1 = sums + nextRow;
  const row2 = row1 + nextRow;
  let a0 = v128.load(sums, 0);
  let b0 = v128.load(sums, VECTOR);
  let c0 = v128.load(sums, 2 * VECTOR);
  let a1 = v128.load(row1, 0);
  let b1 = v128.load(row1, VECTOR);
  let c1 = v128.load(row1, 2 * VECTOR);
  let a2 = v128.load(row2, 0);
  let b2 = v128.load(row2, VECTOR);
  let c2 = v128.load(row2, 2 * VECTOR);
  for (let panel = 0; panel < panels; panel++) {
    let w = W;
    let x = X;
    for (const end = W + PANEL; w < end; w += VECTOR, x += VECTOR) {
      const xa = v128.load(x, 0);
      const xb = v128.load(x, PANEL);
      const xc = v128.load(x, 2 * PANEL);
      const w0 = v128.load(w, 0);
      a0 = multiplyAdd<T>(w0, xa, a0);
      b0 = multiplyAdd<T>(w0, xb, b0);
      c0 = multiplyAdd<T>(w0, xc, c0);
      const w1 = v128.load(w, PANEL);
      a1 = multiplyAdd<T>(w1, xa, a1);
      b1 = multiplyAdd<T>(w1, xb, b1);
      c1 = multiplyAdd<T>(w1, xc, c1);
      const w2 = v128.load(w, 2 * PANEL);
      a2 = multiplyAdd<T>(w2, xa, a2);
      b2 = multiplyAdd<T>(w2, xb, b2);
      c2 = multiplyAdd<T>(w2, xc, c2);
    }
    W += strideW;
    X += strideX;
  }
  v128.store(sums, a0, 0);
  v128.store(sums, b0, VECTOR);
  v128.store(sums, c0, 2 * VECTOR);
  v128.store(row1, a1, 0);
  v128.store(row1, b1, VECTOR);
  v128.store(row1, c1, 2 * VECTOR);
  v128.store(row2, a2, 0);
  v128.store(row2, b2, VECTOR);
  v128.store(row2, c2, 2 * VECTOR);
}

/** A tile of 4 rows of W and 2 rows of X. */
function addEightProducts<T>(
  sums: usize,
  nextW: usize,
  nextX: usize,
  W: usize,
  X: usize,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  const sums1 = sums + nextW;
  const sums2 = sums1 + nextW;
  const sums3 = sums2 + nextW;
  let a0 = v128.load(sums);
  let a1 = v128.load(sums1);
  let a2 = v128.load(sums2);
  let a3 = v128.load(sums3);
  let b0 = v128.load(sums + nextX);
  let b1 = v128.load(sums1 + nextX);
  let b2 = v128.load(sums2 + nextX);
  let b3 = v128.load(sums3 + nextX);
  for (let panel = 0; panel < panels; panel++) {
    let w = W;
    let x = X;
    for (const end = W + PANEL; w < end; w += VECTOR, x += VECTOR) {
      const xa = v128.load(x, 0);
      const xb = v128.load(x, PANEL);
      const w0 = v128.load(w, 0);
      a0 = multiplyAdd<T>(w0, xa, a0);
      b0 = multiplyAdd<T>(w0, xb, b0);
      const w1 = v128.load(w, PANEL);
      a1 = multiplyAdd<T>(w1, xa, a1);
      b1 = multiplyAdd<T>(w1, xb, b1);
      const w2 = v128.load(w, 2 * PANEL);
      a2 = multiplyAdd<T>(w2, xa, a2);
      b2 = multiplyAdd<T>(w2, xb, b2);
      const w3 = v128.load(w, 3 * PANEL);
      a3 = multiplyAdd<T>(w3, xa, a3);
      b3 = multiplyAdd<T>(w3, xb, b3);
    }
    W += strideW;
    X += strideX;
  }
  v128.store(sums, a0);
  v128.store(sums1, a1);
  v128.store(sums2, a2);
  v128.store(sums3, a3);
  v128.store(sums + nextX, b0);
  v128.store(sums1 + nextX, b1);
  v128.store(sums2 + nextX, b2);
  v128.store(sums3 + nextX, b3);
}

/** Adds up four vectors of partial sums, `between` bytes apart, and stores the four results at `out`. */
export function addUp<T>(sums: usize, between: usize, out: usize): void {
  const s0 = v128.load(sums);
  const s1 = v128.load(sums + between);
  const s2 = v128.load(sums + 2 * between);
  const s3 = v128.load(sums + 3 * between);
  if (sizeof<T>() === 8) {
    v128.store(out, f64x2.add(v128.shuffle<f64>(s0, s1, 0, 2), v128.shuffle<f64>(s0, s1, 1, 3)), 0);
    v128.store(
      out,
      f64x2.add(v128.shuffle<f64>(s2, s3, 0, 2), v128.shuffle<f64>(s2, s3, 1, 3)),
      16,
    );
  } else {
    const t0 = halves(s0, s1);
    const t1 = halves(s2, s3);
    const low = v128.shuffle<f32>(t0, t1, 0, 1, 4, 5);
    v128.store(out, f32x4.add(low, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7)));
  }
}

/** [a₀ + a₂, b₀ + b₂, a₁ + a₃, b₁ + b₃] */
function halves(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
}
