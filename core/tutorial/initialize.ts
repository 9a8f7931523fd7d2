import { drawFirstWeights } from '../tensor/first-weights.ts';
import type { InitializationScheme, Normals } from '../tensor/first-weights.ts';
import { Matrix } from '../tensor/matrix.ts';
import type { FloatArrayConstructor } from '../tensor/matrix.ts';

/** W1…WL of shape (n, nPrev) and b1…bL of shape (n, 1). */
export type NetworkParameters = Record<`W${number}` | `b${number}`, Matrix>;

export interface InitializationOptions {
  scheme: InitializationScheme;
  random: Normals;
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
    const n = layerSizes[l];
    const nPrev = layerSizes[l - 1];
    const W = Matrix.zeros(n, nPrev, ArrayType);
    drawFirstWeights(W, scheme, random);
    parameters[`W${l}`] = W;
    parameters[`b${l}`] = Matrix.zeros(n, 1, ArrayType);
  }
  return parameters;
}
