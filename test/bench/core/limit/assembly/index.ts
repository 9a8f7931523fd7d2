// Fused multiply-adds in registers and nothing else, as many in turn as hide how long each one takes.

/** `rounds` times 12 multiplications and additions of four float32 each. */
export function sumFloat32(rounds: i32, factor: f32): f32 {
  return sum<f32>(rounds, factor);
}

/** The same of two float64 each. */
export function sumFloat64(rounds: i32, factor: f64): f64 {
  return sum<f64>(rounds, factor);
}

function sum<T>(rounds: i32, factor: T): T {
  // Not constants, which some engines would fetch anew for each use.
  const x = v128.splat<T>(factor);
  const y = v128.add<T>(x, x);
  let a = y;
  let b = y;
  let c = y;
  let d = y;
  let e = y;
  let f = y;
  let g = y;
  let h = y;
  let i = y;
  let j = y;
  let k = y;
  let l = y;
  for (let round = 0; round < rounds; round++) {
    a = v128.relaxed_madd<T>(a, x, y);
    b = v128.relaxed_madd<T>(b, x, y);
    c = v128.relaxed_madd<T>(c, x, y);
    d = v128.relaxed_madd<T>(d, x, y);
    e = v128.relaxed_madd<T>(e, x, y);
    f = v128.relaxed_madd<T>(f, x, y);
    g = v128.relaxed_madd<T>(g, x, y);
    h = v128.relaxed_madd<T>(h, x, y);
    i = v128.relaxed_madd<T>(i, x, y);
    j = v128.relaxed_madd<T>(j, x, y);
    k = v128.relaxed_madd<T>(k, x, y);
    l = v128.relaxed_madd<T>(l, x, y);
  }
  const first = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
  const second = v128.add<T>(v128.add<T>(e, f), v128.add<T>(g, h));
  const third = v128.add<T>(v128.add<T>(i, j), v128.add<T>(k, l));
  const all = v128.add<T>(first, v128.add<T>(second, third));
  return v128.extract_lane<T>(all, 0);
}
