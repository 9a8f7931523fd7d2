import { Matrix } from './matrix.ts';
import type { FloatArray } from './matrix.ts';
import { isWeight } from './regularize.ts';

/**
 * How a gradient g moves a parameter w, with learning rate α, in step t = 1, 2, …
 * - `gradient-descent`: w = w − α·g
 * - `momentum`: v = 0.9·v + g; w = w − α·v (Polyak 1964)
 * - `rmsprop`: s = 0.9·s + 0.1·g²; w = w − α·g / (√s + 10⁻⁸) (Tieleman and Hinton 2012)
 * - `adam`: m = 0.9·m + 0.1·g; v = 0.999·v + 0.001·g²; w = w − α·m̂ / (√v̂ + 10⁻⁸), where m̂ and v̂ are
 *   corrected for their start at zero (Kingma and Ba 2015)
 * - `adamw`: Adam, by the name it has with a weight decay that is apart from the gradient (Loshchilov and
 *   Hutter 2019). Here that holds for every optimizer, so Adam with weight decay is the same.
 */
export type OptimizerName = 'gradient-descent' | 'momentum' | 'rmsprop' | 'adam' | 'adamw';

export interface OptimizerSettings {
  optimizer: OptimizerName;
  /** Each step also shrinks every weight (no bias) by α · weightDecay of itself; 0 for none. */
  weightDecay: number;
}

export interface Optimizer {
  /** What it remembers of earlier steps, for example `W1.velocity`; written in place. */
  readonly memory: Record<string, Matrix>;
  /** Moves the parameters in place; `t` counts the steps from 1. */
  step(gradients: Record<string, Matrix>, learningRate: number, t: number): void;
}

const MOMENTUM = 0.9;
const RMSPROP = { beta: 0.9, epsilon: 1e-8 };
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Moves w by g; `memory` holds one array of w's length for each name that the rule remembers. */
interface Rule {
  remembers: readonly string[];
  move(
    w: FloatArray,
    g: FloatArray,
    learningRate: number,
    t: number,
    memory: readonly FloatArray[],
  ): void;
}

/** What an optimizer remembers of each parameter: `velocity` of W1 as `W1.velocity`. */
export function rememberedBy(optimizer: OptimizerName): readonly string[] {
  return RULES[optimizer].remembers;
}

/** What Adam multiplies its mean and its mean square by in step t, since both began at zero. */
export function adamCorrections(t: number): { mean: number; square: number } {
  return { mean: 1 / (1 - ADAM.beta1 ** t), square: 1 / (1 - ADAM.beta2 ** t) };
}

/** An optimizer with its own memory for `parameters`; the gradient of `name` is `d${name}`. */
export function createOptimizer(
  parameters: Record<string, Matrix>,
  { optimizer, weightDecay }: OptimizerSettings,
): Optimizer {
  const rule = RULES[optimizer];
  const memory: Record<string, Matrix> = {};
  const parts = Object.entries(parameters).map(([name, { rows, cols, data }]) => {
    const remembered = rule.remembers.map((what) => {
      const matrix = new Matrix(rows, cols, data.slice().fill(0));
      memory[`${name}.${what}`] = matrix;
      return matrix.data;
    });
    return { name, w: data, remembered };
  });
  return {
    memory,
    step(gradients, learningRate, t) {
      for (const { name, w, remembered } of parts) {
        if (weightDecay > 0 && isWeight(name)) shrink(w, learningRate * weightDecay);
        rule.move(w, gradients[`d${name}`]!.data, learningRate, t, remembered);
      }
    },
  };
}

const gradientDescent: Rule = {
  remembers: [],
  move(w, g, learningRate) {
    for (let i = 0; i < w.length; i++) w[i]! -= learningRate * g[i]!;
  },
};

const momentum: Rule = {
  remembers: ['velocity'],
  move(w, g, learningRate, _t, memory) {
    const v = memory[0]!;
    for (let i = 0; i < w.length; i++) {
      const velocity = MOMENTUM * v[i]! + g[i]!;
      v[i] = velocity;
      w[i]! -= learningRate * velocity;
    }
  },
};

const rmsprop: Rule = {
  remembers: ['square'],
  move(w, g, learningRate, _t, memory) {
    const s = memory[0]!;
    const { beta, epsilon } = RMSPROP;
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i]!;
      const square = beta * s[i]! + (1 - beta) * gradient * gradient;
      s[i] = square;
      w[i]! -= (learningRate * gradient) / (Math.sqrt(square) + epsilon);
    }
  },
};

const adam: Rule = {
  remembers: ['mean', 'square'],
  move(w, g, learningRate, t, memory) {
    const m = memory[0]!;
    const v = memory[1]!;
    const { beta1, beta2, epsilon } = ADAM;
    const corrections = adamCorrections(t);
    const rate = learningRate * corrections.mean;
    const correction = corrections.square;
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i]!;
      const mean = beta1 * m[i]! + (1 - beta1) * gradient;
      const square = beta2 * v[i]! + (1 - beta2) * gradient * gradient;
      m[i] = mean;
      v[i] = square;
      w[i]! -= (rate * mean) / (Math.sqrt(square * correction) + epsilon);
    }
  },
};

const RULES: Record<OptimizerName, Rule> = {
  'gradient-descent': gradientDescent,
  momentum,
  rmsprop,
  adam,
  adamw: adam,
};

function shrink(w: FloatArray, share: number): void {
  for (let i = 0; i < w.length; i++) w[i]! *= 1 - share;
}
