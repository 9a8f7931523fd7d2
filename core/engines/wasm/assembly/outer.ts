import { multiplyAdd, PANEL, rowsInTilesOfThree, VECTOR } from './layout';

/**
 * target += scale · Σ over examples of dZ · X, for `rows` rows and `width` bytes of columns of one panel, up to
 * the end of the last tiles: what the examples of one chunk add to weights. dZ is that of these neurons,
 * `errorBytes` from one example to the next.
 */
export function addOuterProducts<T>(
  target: usize,
  scale: T,
  dZ: usize,
  errorBytes: usize,
  X: usize,
  examples: i32,
  rows: i32,
  width: usize,
): void {
  const rowsInThrees = rowsInTilesOfThree(rows);
  for (let row = 0; row < rowsInThrees; row += 3) {
    const d = dZ + (row as usize) * sizeof<T>();
    const tile = target + (row as usize) * PANEL;
    for (let column: usize = 0; column < width; column += 3 * VECTOR) {
      addThreeByThree<T>(tile + column, scale, d, errorBytes, X + column, examples);
    }
  }
  for (let row = rowsInThrees; row < rows; row += 2) {
    const d = dZ + (row as usize) * sizeof<T>();
    const tile = target + (row as usize) * PANEL;
    for (let column: usize = 0; column < width; column += 4 * VECTOR) {
      addTwoByFour<T>(tile + column, scale, d, errorBytes, X + column, examples);
    }
  }
}

/** A tile of 3 rows and 3 vectors of columns. */
function addThreeByThree<T>(
  target: usize,
  scale: T,
  dZ: usize,
  errorBytes: usize,
  X: usize,
  examples: i32,
): void {
  let a0 = v128.splat<i32>(0);
  let a1 = a0;
  let a2 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let c0 = a0;
  let c1 = a0;
  let c2 = a0;
  for (const end = X + (examples as usize) * PANEL; X < end; X += PANEL) {
    const x0 = v128.load(X, 0);
    const x1 = v128.load(X, VECTOR);
    const x2 = v128.load(X, 2 * VECTOR);
    // Loaded at once and spread in registers: where the engine checks each address, checks cost more.
    const low = v128.load(dZ, 0);
    const high = sizeof<T>() === 8 ? v128.load(dZ, VECTOR) : low;
    const d0 = splatOf<T>(low, high, 0);
    a0 = multiplyAdd<T>(d0, x0, a0);
    b0 = multiplyAdd<T>(d0, x1, b0);
    c0 = multiplyAdd<T>(d0, x2, c0);
    const d1 = splatOf<T>(low, high, 1);
    a1 = multiplyAdd<T>(d1, x0, a1);
    b1 = multiplyAdd<T>(d1, x1, b1);
    c1 = multiplyAdd<T>(d1, x2, c1);
    const d2 = splatOf<T>(low, high, 2);
    a2 = multiplyAdd<T>(d2, x0, a2);
    b2 = multiplyAdd<T>(d2, x1, b2);
    c2 = multiplyAdd<T>(d2, x2, c2);
    dZ += errorBytes;
  }
  const factor = v128.splat<T>(scale);
  addScaled<T>(target, factor, a0);
  addScaled<T>(target + VECTOR, factor, b0);
  addScaled<T>(target + 2 * VECTOR, factor, c0);
  addScaled<T>(target + PANEL, factor, a1);
  addScaled<T>(target + PANEL + VECTOR, factor, b1);
  addScaled<T>(target + PANEL + 2 * VECTOR, factor, c1);
  addScaled<T>(target + 2 * PANEL, factor, a2);
  addScaled<T>(target + 2 * PANEL + VECTOR, factor, b2);
  addScaled<T>(target + 2 * PANEL + 2 * VECTOR, factor, c2);
}

/** A tile of 2 rows and 4 vectors of columns. */
function addTwoByFour<T>(
  target: usize,
  scale: T,
  dZ: usize,
  errorBytes: usize,
  X: usize,
  examples: i32,
): void {
  let a0 = v128.splat<i32>(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (const end = X + (examples as usize) * PANEL; X < end; X += PANEL) {
    const x0 = v128.load(X, 0);
    const x1 = v128.load(X, VECTOR);
    const x2 = v128.load(X, 2 * VECTOR);
    const x3 = v128.load(X, 3 * VECTOR);
    const both = v128.load(dZ);
    const e0 = splatOf<T>(both, both, 0);
    a0 = multiplyAdd<T>(e0, x0, a0);
    b0 = multiplyAdd<T>(e0, x1, b0);
    c0 = multiplyAdd<T>(e0, x2, c0);
    d0 = multiplyAdd<T>(e0, x3, d0);
    const e1 = splatOf<T>(both, both, 1);
    a1 = multiplyAdd<T>(e1, x0, a1);
    b1 = multiplyAdd<T>(e1, x1, b1);
    c1 = multiplyAdd<T>(e1, x2, c1);
    d1 = multiplyAdd<T>(e1, x3, d1);
    dZ += errorBytes;
  }
  const factor = v128.splat<T>(scale);
  addScaled<T>(target, factor, a0);
  addScaled<T>(target + VECTOR, factor, b0);
  addScaled<T>(target + 2 * VECTOR, factor, c0);
  addScaled<T>(target + 3 * VECTOR, factor, d0);
  addScaled<T>(target + PANEL, factor, a1);
  addScaled<T>(target + PANEL + VECTOR, factor, b1);
  addScaled<T>(target + PANEL + 2 * VECTOR, factor, c1);
  addScaled<T>(target + PANEL + 3 * VECTOR, factor, d1);
}

function addScaled<T>(target: usize, factor: v128, sum: v128): void {
  v128.store(target, multiplyAdd<T>(factor, sum, v128.load(target)));
}

/** Value `index`, from 0 to 2, in all lanes; of float64 there are two in each vector. */
function splatOf<T>(low: v128, high: v128, index: i32): v128 {
  if (sizeof<T>() === 8) {
    if (index === 0) return v128.shuffle<f64>(low, low, 0, 0);
    if (index === 1) return v128.shuffle<f64>(low, low, 1, 1);
    return v128.shuffle<f64>(high, high, 0, 0);
  }
  if (index === 0) return v128.shuffle<f32>(low, low, 0, 0, 0, 0);
  if (index === 1) return v128.shuffle<f32>(low, low, 1, 1, 1, 1);
  return v128.shuffle<f32>(low, low, 2, 2, 2, 2);
}
