import type { Optimizer } from './optimizer.ts';

const BETA = 0.9;
const EPSILON = 1e-8;

/** s = 0.9·s + 0.1·g²; w = w − α·g / (√s + 10⁻⁸) (Tieleman and Hinton 2012) */
export const rmsprop: Optimizer = {
  name: 'rmsprop',
  remembers: ['square'],
  isLinear: false,
  move(w, g, learningRate, _t, remembered) {
    const s = remembered[0];
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i];
      const square = BETA * s[i] + (1 - BETA) * gradient * gradient;
      s[i] = square;
      w[i] -= (learningRate * gradient) / (Math.sqrt(square) + EPSILON);
    }
  },
};
