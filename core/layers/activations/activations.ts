import { createRegistry } from '../../registry.ts';
import type { Activation } from './activation.ts';
import { leakyRelu } from './leaky-relu.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { tanh } from './tanh.ts';

/** Every activation that settings and saved models may name. A new one is a file beside this and a word here. */
export const ACTIVATIONS = createRegistry<Activation>('activation', [
  relu,
  leakyRelu,
  tanh,
  sigmoid,
]);
