import { createRegistry } from '../registry.ts';
import { adam, adamw } from './adam.ts';
import { gradientDescent } from './gradient-descent.ts';
import { momentum } from './momentum.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';

/** Every optimizer that settings may name. A new one is a file beside this and a word here. */
export const OPTIMIZERS = createRegistry<Optimizer>('optimizer', [
  gradientDescent,
  momentum,
  rmsprop,
  adam,
  adamw,
]);
