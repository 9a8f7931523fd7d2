import type { NetworkParameters } from './initialize.ts';
import { layerCount } from './network.ts';
import type { NetworkGradients } from './network.ts';

/**
 * How a gradient g moves a parameter w, with learning rate α.
 * - `gradient-descent`: w = w − α·g
 * - `momentum`: v = 0.9·v + g; w = w − α·v (Polyak 1964)
 * - `adam`: m = 0.9·m + 0.1·g; v = 0.999·v + 0.001·g²; w = w − α·m̂ / (√v̂ + 10⁻⁸), where m̂ and v̂ are
 *   corrected for their start at zero (Kingma and Ba 2015)
 */
export type OptimizerName = 'gradient-descent' | 'momentum' | 'adam';

export interface OptimizerSettings {
  optimizer: OptimizerName;
  learningRate: number;
  /** Each step also shrinks every weight (no bias) by α · weightDecay of itself; 0 for none. */
  weightDecay: number;
}

export interface Optimizer {
  /** Moves the parameters in place. */
  step(gradients: NetworkGradients): void;
}

const MOMENTUM = 0.9;
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

type Rule = (w: Float32Array, g: Float32Array, learningRate: number) => void;

/** An optimizer with its own memory for `parameters`, whose arrays must be Float32Array. */
export function createOptimizer(
  parameters: NetworkParameters,
  { optimizer, learningRate, weightDecay }: OptimizerSettings,
): Optimizer {
  const rules: { key: `W${number}` | `b${number}`; rule: Rule }[] = [];
  for (let l = 1; l <= layerCount(parameters); l++) {
    for (const key of [`W${l}`, `b${l}`] as const) {
      rules.push({ key, rule: RULES[optimizer](parameters[key]!.data.length) });
    }
  }
  return {
    step(gradients) {
      for (const { key, rule } of rules) {
        const w = parameters[key]!.data as Float32Array;
        if (weightDecay > 0 && key.startsWith('W')) shrink(w, learningRate * weightDecay);
        rule(w, gradients[`d${key}`]!.data as Float32Array, learningRate);
      }
    },
  };
}

const RULES: Record<OptimizerName, (size: number) => Rule> = {
  'gradient-descent': () => (w, g, learningRate) => {
    for (let i = 0; i < w.length; i++) w[i]! -= learningRate * g[i]!;
  },

  momentum: (size) => {
    const v = new Float32Array(size);
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        const velocity = MOMENTUM * v[i]! + g[i]!;
        v[i] = velocity;
        w[i]! -= learningRate * velocity;
      }
    };
  },

  adam: (size) => {
    const m = new Float32Array(size);
    const v = new Float32Array(size);
    const { beta1, beta2, epsilon } = ADAM;
    let t = 0;
    return (w, g, learningRate) => {
      t++;
      const rate = learningRate / (1 - beta1 ** t);
      const correction = 1 / (1 - beta2 ** t);
      for (let i = 0; i < w.length; i++) {
        const gradient = g[i]!;
        const mean = beta1 * m[i]! + (1 - beta1) * gradient;
        const square = beta2 * v[i]! + (1 - beta2) * gradient * gradient;
        m[i] = mean;
        v[i] = square;
        w[i]! -= (rate * mean) / (Math.sqrt(square * correction) + epsilon);
      }
    };
  },
};

function shrink(w: Float32Array, share: number): void {
  for (let i = 0; i < w.length; i++) w[i]! *= 1 - share;
}
