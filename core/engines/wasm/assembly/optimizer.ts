import { VECTOR } from './layout';
import { Job } from './job';

// As the field of a job names them.
const MOMENTUM = 1;
const RMSPROP = 2;
const ADAM = 3;

/** Moves `bytes` of parameters w by their gradients g, as optimizers/ of the core says. */
export function move<T>(
  job: Job,
  w: usize,
  g: usize,
  first: usize,
  second: usize,
  bytes: usize,
  isWeight: bool,
): void {
  const kept = v128.splat<T>((isWeight ? job.kept : 1) as T);
  const l2 = v128.splat<T>((isWeight ? job.l2 : 0) as T);
  const rate = v128.splat<T>(job.rate as T);
  for (let i: usize = 0; i < bytes; i += VECTOR) {
    const weight = v128.load(w + i);
    const gradient = v128.add<T>(v128.load(g + i), v128.mul<T>(l2, weight));
    const direction = directionOf<T>(job, gradient, first + i, second + i);
    v128.store(w + i, v128.sub<T>(v128.mul<T>(weight, kept), v128.mul<T>(rate, direction)));
  }
}

function directionOf<T>(job: Job, gradient: v128, first: usize, second: usize): v128 {
  if (job.optimizer === MOMENTUM) {
    const velocity = v128.add<T>(share<T>(first, 0.9), gradient);
    v128.store(first, velocity);
    return velocity;
  }
  if (job.optimizer === RMSPROP) {
    return v128.div<T>(gradient, root<T>(keepSquare<T>(first, gradient, 0.9), 1));
  }
  if (job.optimizer === ADAM) {
    const mean = v128.add<T>(
      share<T>(first, 0.9),
      v128.mul<T>(gradient, v128.splat<T>((1 - 0.9) as T)),
    );
    v128.store(first, mean);
    return v128.div<T>(mean, root<T>(keepSquare<T>(second, gradient, 0.999), job.correction));
  }
  return gradient;
}

/** beta · what is remembered. */
function share<T>(remembered: usize, beta: f64): v128 {
  return v128.mul<T>(v128.load(remembered), v128.splat<T>(beta as T));
}

/** s = beta · s + (1 − beta) · g² */
function keepSquare<T>(remembered: usize, gradient: v128, beta: f64): v128 {
  const square = v128.mul<T>(v128.mul<T>(gradient, gradient), v128.splat<T>((1 - beta) as T));
  const sum = v128.add<T>(share<T>(remembered, beta), square);
  v128.store(remembered, sum);
  return sum;
}

/** √(correction · s) + 10⁻⁸ */
function root<T>(square: v128, correction: f64): v128 {
  const corrected = v128.mul<T>(square, v128.splat<T>(correction as T));
  return v128.add<T>(v128.sqrt<T>(corrected), v128.splat<T>(1e-8 as T));
}
