import type { FloatArray } from '../../tensor/matrix.ts';

/** What a layer applies to its Z, element by element. */
export interface Activation {
  /** As settings and saved models name it. */
  readonly name: string;
  /** A = g(Z); `A` may be `Z` itself. */
  forward(A: FloatArray, Z: FloatArray): void;
  /** dZ = dA ∘ g′(Z); `dZ` may be `dA` itself. */
  backward(dZ: FloatArray, dA: FloatArray, Z: FloatArray): void;
}
