import type { Optimizer } from './optimizer.ts';

/** w = w − α·g */
export const gradientDescent: Optimizer = {
  name: 'gradient-descent',
  remembers: [],
  isLinear: true,
  move(w, g, learningRate) {
    for (let i = 0; i < w.length; i++) w[i] -= learningRate * g[i];
  },
};
