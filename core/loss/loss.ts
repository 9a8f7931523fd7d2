import type { FloatArray } from '../tensor/matrix.ts';

/**
 * What a network's last values, the logits, mean: how probable they say each kind is, and what being wrong
 * costs. m examples have logits of shape (outputs, m) and targets Y of the same shape.
 */
export interface Loss {
  /** As settings and saved models name it. */
  readonly name: string;
  /** How many logits tell so many kinds apart. @throws RangeError when it cannot. */
  outputsFor(kinds: number): number;
  /** How many kinds so many logits tell apart. @throws RangeError for a number it never has. */
  kindsFor(outputs: number): number;
  /** Writes what the network should answer for an example of this label, one column of Y. */
  fillTarget(y: FloatArray, label: number, smoothing: number): void;
  /** Mean cost of m examples, each times its weight where weights are given; finite for finite logits. */
  cost(logits: FloatArray, Y: FloatArray, m: number, weights?: FloatArray): number;
  /** dZ = ∂J/∂logits of each example (the 1/m is taken with dW and db), times its weight. */
  backward(dZ: FloatArray, logits: FloatArray, Y: FloatArray, m: number, weights: FloatArray): void;
  /** Writes P(kind) of each kind for each of the m examples, one example after another. */
  probabilities(out: Float64Array, logits: FloatArray, m: number): void;
}
