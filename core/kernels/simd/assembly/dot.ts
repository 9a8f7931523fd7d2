import { multiplyAdd, PANEL, VECTOR } from './layout';

/** Bytes of the eight partial sums of a tile. */
export const TILE: usize = 8 * VECTOR;

/**
 * sums += W · X over `panels` panels, for a tile of 4 rows of W and 2 rows of X. Each of the eight sums is
 * kept as a vector of partial sums; they are added up only after the last panel.
 */
export function addProducts<T>(
  sums: usize,
  isFirst: bool,
  W: usize,
  X: usize,
  panels: i32,
  strideW: usize,
  strideX: usize,
): void {
  let a0 = v128.splat<i32>(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  if (!isFirst) {
    a0 = v128.load(sums, 0);
    a1 = v128.load(sums, 16);
    a2 = v128.load(sums, 32);
    a3 = v128.load(sums, 48);
    b0 = v128.load(sums, 64);
    b1 = v128.load(sums, 80);
    b2 = v128.load(sums, 96);
    b3 = v128.load(sums, 112);
  }
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
  v128.store(sums, a0, 0);
  v128.store(sums, a1, 16);
  v128.store(sums, a2, 32);
  v128.store(sums, a3, 48);
  v128.store(sums, b0, 64);
  v128.store(sums, b1, 80);
  v128.store(sums, b2, 96);
  v128.store(sums, b3, 112);
}

/** Adds up four vectors of partial sums and stores the four results at `out`. */
export function addUp<T>(sums: usize, out: usize): void {
  const s0 = v128.load(sums, 0);
  const s1 = v128.load(sums, 16);
  const s2 = v128.load(sums, 32);
  const s3 = v128.load(sums, 48);
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
