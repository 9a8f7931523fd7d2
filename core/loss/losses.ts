import { createRegistry } from '../registry.ts';
import type { Loss } from './loss.ts';
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** Every loss that settings and saved models may name. A new one is a file beside this and a word here. */
export const LOSSES = createRegistry<Loss>('loss', [sigmoidCrossEntropy, softmaxCrossEntropy]);

/** The loss for so many kinds where none is named: two stay the tutorial's sigmoid. */
export function usualLossFor(kinds: number): Loss {
  return kinds === 2 ? sigmoidCrossEntropy : softmaxCrossEntropy;
}
