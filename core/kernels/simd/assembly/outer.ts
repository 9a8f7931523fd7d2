import { multiplyAdd, PANEL, VECTOR } from './layout';

/**
 * target += scale · Σ over examples of dZ · X, for a tile of 4 rows and 2 vectors of columns: what the
 * examples of one block add to four neurons' weights. dZ is the quad of these neurons.
 */
export function addOuterProducts<T>(
  target: usize,
  scale: T,
  dZ: usize,
  X: usize,
  examples: i32,
): void {
  let a0 = v128.splat<i32>(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (const end = dZ + (examples as usize) * 4 * sizeof<T>(); dZ < end; dZ += 4 * sizeof<T>()) {
    const x0 = v128.load(X, 0);
    const x1 = v128.load(X, VECTOR);
    // Loaded at once and spread in registers: where the engine checks each address, checks cost more.
    const low = v128.load(dZ, 0);
    const high = sizeof<T>() === 8 ? v128.load(dZ, VECTOR) : low;
    const d0 = splatOfQuad<T>(low, high, 0);
    a0 = multiplyAdd<T>(d0, x0, a0);
    b0 = multiplyAdd<T>(d0, x1, b0);
    const d1 = splatOfQuad<T>(low, high, 1);
    a1 = multiplyAdd<T>(d1, x0, a1);
    b1 = multiplyAdd<T>(d1, x1, b1);
    const d2 = splatOfQuad<T>(low, high, 2);
    a2 = multiplyAdd<T>(d2, x0, a2);
    b2 = multiplyAdd<T>(d2, x1, b2);
    const d3 = splatOfQuad<T>(low, high, 3);
    a3 = multiplyAdd<T>(d3, x0, a3);
    b3 = multiplyAdd<T>(d3, x1, b3);
    X += PANEL;
  }
  const factor = v128.splat<T>(scale);
  addScaled<T>(target, factor, a0);
  addScaled<T>(target + VECTOR, factor, b0);
  addScaled<T>(target + PANEL, factor, a1);
  addScaled<T>(target + PANEL + VECTOR, factor, b1);
  addScaled<T>(target + 2 * PANEL, factor, a2);
  addScaled<T>(target + 2 * PANEL + VECTOR, factor, b2);
  addScaled<T>(target + 3 * PANEL, factor, a3);
  addScaled<T>(target + 3 * PANEL + VECTOR, factor, b3);
}

function addScaled<T>(target: usize, factor: v128, sum: v128): void {
  v128.store(target, multiplyAdd<T>(factor, sum, v128.load(target)));
}

/** Value `index` of a quad in all lanes; a float64 quad fills two vectors. */
function splatOfQuad<T>(low: v128, high: v128, index: i32): v128 {
  if (sizeof<T>() === 8) {
    if (index === 0) return v128.shuffle<f64>(low, low, 0, 0);
    if (index === 1) return v128.shuffle<f64>(low, low, 1, 1);
    if (index === 2) return v128.shuffle<f64>(high, high, 0, 0);
    return v128.shuffle<f64>(high, high, 1, 1);
  }
  if (index === 0) return v128.shuffle<f32>(low, low, 0, 0, 0, 0);
  if (index === 1) return v128.shuffle<f32>(low, low, 1, 1, 1, 1);
  if (index === 2) return v128.shuffle<f32>(low, low, 2, 2, 2, 2);
  return v128.shuffle<f32>(low, low, 3, 3, 3, 3);
}
