import { Matrix } from './matrix.ts';
import type { FloatArrayConstructor } from './matrix.ts';
import type { NumpyRandom } from './random.ts';

/**
 * How weights W of shape (n, nPrev) start; biases start at zero.
 * - `he`: randn · √(2 / nPrev), for ReLU (He et al. 2015)
 * - `xavier`: randn · √(2 / (nPrev + n)) (Glorot and Bengio 2010)
 * - `tutorial`: randn · 0.01, the two-layer network of the course
 * - `tutorial-deep`: randn / √nPrev, the L-layer network of the course
 */
export type InitializationScheme = 'he' | 'xavier' | 'tutorial' | 'tutorial-deep';

/** W1…WL of shape (n, nPrev) and b1…bL of shape (n, 1). */
export type NetworkParameters = Record<`W${number}` | `b${number}`, Matrix>;

export interface InitializationOptions {
  scheme: InitializationScheme;
  random: Pick<NumpyRandom, 'randn'>;
  /** Element type; Float32Array where none is named. */
  ArrayType?: FloatArrayConstructor;
}

/**
 * Parameters of a network with `layerSizes` = [inputs, neurons of layer 1, …, neurons of layer L].
 * Normals are drawn layer by layer, each W row by row, as `np.random.randn(n, nPrev)` draws them.
 *
 * @throws RangeError for fewer than two sizes or a size that is not a whole number from 1.
 */
export function initializeParameters(
  layerSizes: readonly number[],
  { scheme, random, ArrayType = Float32Array }: InitializationOptions,
): NetworkParameters {
  if (layerSizes.length < 2 || !layerSizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new RangeError(
      `Expected at least two layer sizes, whole numbers from 1, got [${layerSizes.join(', ')}]`,
    );
  }
  const parameters: NetworkParameters = {};
  for (let l = 1; l < layerSizes.length; l++) {
    const n = layerSizes[l]!;
    const nPrev = layerSizes[l - 1]!;
    const scale = SCALES[scheme](n, nPrev);
    const W = Matrix.zeros(n, nPrev, ArrayType);
    for (let row = 0; row < n; row++) {
      for (let col = 0; col < nPrev; col++) W.data[col * n + row] = scale(random.randn());
    }
    parameters[`W${l}`] = W;
    parameters[`b${l}`] = Matrix.zeros(n, 1, ArrayType);
  }
  return parameters;
}

// Divided or multiplied exactly as the course writes it, so that not even the last bit differs.
const SCALES: Record<
  InitializationScheme,
  (n: number, nPrev: number) => (normal: number) => number
> = {
  he: (_n, nPrev) => (normal) => normal * Math.sqrt(2 / nPrev),
  xavier: (n, nPrev) => (normal) => normal * Math.sqrt(2 / (nPrev + n)),
  tutorial: () => (normal) => normal * 0.01,
  'tutorial-deep': (_n, nPrev) => (normal) => normal / Math.sqrt(nPrev),
};
