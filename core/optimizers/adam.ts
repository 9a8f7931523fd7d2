import type { Optimizer } from './optimizer.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** What Adam multiplies its mean and its mean square by in step t, since both began at zero. */
export function adamCorrections(t: number): { mean: number; square: number } {
  return { mean: 1 / (1 - BETA1 ** t), square: 1 / (1 - BETA2 ** t) };
}

/**
 * m = 0.9·m + 0.1·g; v = 0.999·v + 0.001·g²; w = w − α·m̂ / (√v̂ + 10⁻⁸), where m̂ and v̂ are corrected for
 * their start at zero (Kingma and Ba 2015)
 */
export const adam: Optimizer = {
  name: 'adam',
  remembers: ['mean', 'square'],
  isLinear: false,
  move(w, g, learningRate, t, remembered) {
    const m = remembered[0];
    const v = remembered[1];
    const corrections = adamCorrections(t);
    const rate = learningRate * corrections.mean;
    const correction = corrections.square;
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i];
      const mean = BETA1 * m[i] + (1 - BETA1) * gradient;
      const square = BETA2 * v[i] + (1 - BETA2) * gradient * gradient;
      m[i] = mean;
      v[i] = square;
      w[i] -= (rate * mean) / (Math.sqrt(square * correction) + EPSILON);
    }
  },
};

/**
 * Adam, by the name it has with a weight decay that is apart from the gradient (Loshchilov and Hutter 2019).
 * Here that holds for every optimizer, so Adam with weight decay is the same.
 */
export const adamw: Optimizer = { ...adam, name: 'adamw' };
