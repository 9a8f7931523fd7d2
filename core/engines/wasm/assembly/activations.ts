import { VECTOR } from './layout';

// As the fields of a layer name them.
const RELU = 0;
const LEAKY_RELU = 1;
const TANH = 2;
const SIGMOID = 3;

const LEAK: f64 = 0.01;

/** σ(z) = 1 / (1 + e⁻ᶻ), without overflow for any z. */
export function sigmoid(z: f64): f64 {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const exponential = Math.exp(z);
  return exponential / (1 + exponential);
}

/** A = g(A + b) in place, for one example and four neurons, of which `neurons` are no padding. */
export function activate<T>(A: usize, b: usize, activation: i32, neurons: i32): void {
  for (let i: usize = 0; i < 4 * sizeof<T>(); i += VECTOR) {
    v128.store(
      A + i,
      activateVector<T>(v128.add<T>(v128.load(A + i), v128.load(b + i)), activation),
    );
  }
  if (activation === TANH || activation === SIGMOID) activateEach<T>(A, activation, neurons);
}

function activateVector<T>(Z: v128, activation: i32): v128 {
  if (activation === RELU) return v128.max<T>(Z, v128.splat<T>(0));
  if (activation === LEAKY_RELU) return v128.max<T>(Z, v128.mul<T>(Z, v128.splat<T>(LEAK as T)));
  return Z;
}

function activateEach<T>(A: usize, activation: i32, neurons: i32): void {
  for (let i = 0; i < 4; i++) {
    const place = A + (i as usize) * sizeof<T>();
    const z = load<T>(place) as f64;
    const a = activation === TANH ? Math.tanh(z) : sigmoid(z);
    store<T>(place, i < neurons ? (a as T) : (0 as T));
  }
}

/** dA ∘ g′(Z), where A is g(Z): each of these slopes follows from A alone. */
export function activateBackward<T>(dA: v128, A: v128, activation: i32): v128 {
  const isPositive = v128.gt<T>(A, v128.splat<T>(0));
  if (activation === RELU) return v128.and(dA, isPositive);
  if (activation === LEAKY_RELU) {
    return v128.bitselect(dA, v128.mul<T>(dA, v128.splat<T>(LEAK as T)), isPositive);
  }
  const one = v128.splat<T>(1);
  if (activation === TANH) return v128.mul<T>(dA, v128.sub<T>(one, v128.mul<T>(A, A)));
  return v128.mul<T>(v128.mul<T>(dA, A), v128.sub<T>(one, A));
}
