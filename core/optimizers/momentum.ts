import type { Optimizer } from './optimizer.ts';

const MOMENTUM = 0.9;

/** v = 0.9·v + g; w = w − α·v (Polyak 1964) */
export const momentum: Optimizer = {
  name: 'momentum',
  remembers: ['velocity'],
  isLinear: true,
  move(w, g, learningRate, _t, remembered) {
    const v = remembered[0];
    for (let i = 0; i < w.length; i++) {
      const velocity = MOMENTUM * v[i] + g[i];
      v[i] = velocity;
      w[i] -= learningRate * velocity;
    }
  },
};
