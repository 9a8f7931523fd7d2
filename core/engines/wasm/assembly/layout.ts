// How matrices lie in memory.
//
// A matrix of `rows` × `cols` lies in panels of 192 bytes (48 float32 or 24 float64) of each row: first the
// panel of columns 0…47 of every row, one row after another, then that of columns 48…95, and so on. Columns
// are padded to whole panels and neurons to a multiple of 4, with zeros, and behind the last example there is
// room for two more. So every loop runs over whole vectors and whole tiles and there is no code for edges.
//
// dZ lies example after example: the values of all neurons, and then a gap that makes the distance from one to
// the next an odd number of cache lines, so that they fall into different sets of the cache.

/** Bytes of one row within one panel. */
export const PANEL: usize = 192;

/** Bytes of a vector register. */
export const VECTOR: usize = 16;

/** a · b + c, in one rounding where the engine has it. */
// Not exported from the module: v128 cannot cross to JavaScript.
export function multiplyAdd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** Values of one row within one panel. */
export function panelValues<T>(): i32 {
  return i32(PANEL / sizeof<T>());
}

/** Of `rows` rows those that tiles of 3 take, so that 0, 2 or 4 are left, or a single one that is padded to 2. */
export function rowsInTilesOfThree(rows: i32): i32 {
  return max(0, rows - ((2 * (3 - (rows % 3))) % 6));
}

/** The least multiple that is not below `count`. */
export function roundUp(count: i32, multiple: i32): i32 {
  return ((count + multiple - 1) / multiple) * multiple;
}
