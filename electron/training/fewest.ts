import { countLabels, kindsAmong } from '../../core/index.ts';
import type { Examples } from '../../core/index.ts';

/** How many of the examples at `indices` are of the rarest kind; 0 where one does not occur. */
export function fewestOfAKind(examples: Examples, indices: Uint32Array): number {
  return Math.min(...countLabels(examples.labels, indices, kindsAmong(examples)));
}
