import { computeLogits } from '../engines/engines.ts';
import type { Examples } from '../features/examples.ts';
import { inputCountOf, kindsOf, lossOf } from '../network/model.ts';
import type { Model } from '../network/model.ts';
import { blockedKernels } from '../tensor/blocked-kernels.ts';
import type { Kernels } from '../tensor/kernels.ts';

/**
 * P(kind) of each kind for one example, `features` as they were in training (bytes as bytes), or a picture
 * where the model has a front. The numbers are the same to the last bit as from `modelPredictMany` with any
 * other examples beside it.
 *
 * @throws RangeError when the example does not have as many numbers as the model is given.
 */
export function modelPredict(model: Model, features: Examples['features']): Float64Array {
  if (features.length !== inputCountOf(model)) {
    throw new RangeError(`Expected ${inputCountOf(model)} features, got ${features.length}`);
  }
  return modelPredictMany(model, features);
}

/**
 * Likewise for each of the examples that lie one after another in `features`: those of the first example,
 * then those of the second, and so on.
 *
 * @throws RangeError when the length is not a multiple of what the model is given of one example.
 */
export function modelPredictMany(
  model: Model,
  features: Examples['features'],
  kernels: Kernels = blockedKernels(),
): Float64Array {
  const count = features.length / inputCountOf(model);
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Expected a multiple of ${inputCountOf(model)} features, got ${features.length}`,
    );
  }
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  const logits = computeLogits(model, features, indices, kernels);
  const probabilities = new Float64Array(count * kindsOf(model));
  lossOf(model).probabilities(probabilities, logits, count);
  return probabilities;
}
