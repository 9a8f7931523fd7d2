// How matrices lie in memory.
//
// A matrix of `rows` × `cols` lies in panels of 256 bytes (64 float32 or 32 float64) of each row: first the
// panel of columns 0…63 of every row, one row after another, then that of columns 64…127, and so on. Rows
// are padded to a multiple of 4, columns to whole panels, with zeros. So every loop runs over whole vectors
// and whole tiles and there is no code for edges.
//
// dZ lies in quads: for each four neurons, the four values of every example, one example after another.

/** Bytes of one row within one panel. */
export const PANEL: usize = 256;

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

/** The place of quad `quad`, example `example`, in dZ of `examples` examples. */
export function quadAt<T>(dZ: usize, quad: i32, examples: i32, example: i32): usize {
  return dZ + ((quad * examples + example) as usize) * 4 * sizeof<T>();
}
