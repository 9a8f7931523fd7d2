import type { Examples, Standardisation } from '../../features/examples.ts';
import type { Shape } from '../../layers/layer.ts';
import type { Loss } from '../../loss/loss.ts';
import { lossOf, modelArrayType, networkOf } from '../../network/model.ts';
import type { Network } from '../../network/network.ts';
import { createPasses } from '../../network/passes.ts';
import type { Passes } from '../../network/passes.ts';
import type { Parameter } from '../../network/parameter.ts';
import type { Kernels } from '../../tensor/kernels.ts';
import type { FloatArray, FloatArrayConstructor } from '../../tensor/matrix.ts';
import type { AnsweringEngine } from '../engine.ts';
import { seesPictures } from '../parts.ts';
import { fillInputs } from './inputs.ts';

/** Examples that pass at once. */
const AT_ONCE = 64;
const PICTURES_AT_ONCE = 16;

/** What decides a network's logits besides its parameters. */
export interface LogitsPlan {
  network: Network;
  input: Shape;
  loss: Loss;
  standardisation: Standardisation;
  isMirrored: boolean;
  ArrayType: FloatArrayConstructor;
}

type ComputeLogits = (
  parameters: readonly Parameter[],
  features: Examples['features'],
  indices: Uint32Array,
  kernels: Kernels,
) => FloatArray;

/** What computes the logits of examples, (outputs, m), with arrays that are kept for the next time. */
export function createLogits(plan: LogitsPlan): ComputeLogits {
  const { network, loss, isMirrored, ArrayType } = plan;
  const outputs = network[network.length - 1].output.values;
  const atOnce = seesPictures(network) ? PICTURES_AT_ONCE : AT_ONCE;
  const store = new Map<number, Passes>();
  const passesOf = (m: number): Passes => {
    const passes = store.get(m) ?? createPasses(network, loss, m, ArrayType);
    store.set(m, passes);
    return passes;
  };
  return (parameters, features, indices, kernels) => {
    const logits = new ArrayType(outputs * indices.length);
    for (let start = 0; start < indices.length; start += atOnce) {
      const batch = indices.subarray(start, start + atOnce);
      const passes = passesOf(batch.length);
      fillInputs(passes.X, plan, features, batch);
      logits.set(passes.forward(parameters, kernels), outputs * start);
      if (!isMirrored) continue;
      fillInputs(passes.X, plan, features, batch, true);
      const mirrored = passes.forward(parameters, kernels);
      for (let i = 0; i < mirrored.length; i++) {
        const place = outputs * start + i;
        logits[place] = (logits[place] + mirrored[i]) / 2;
      }
    }
    return logits;
  };
}

export const plainAnswers: AnsweringEngine = {
  takes: () => true,
  logits(model, features, indices, kernels) {
    const { input, standardisation, isMirrored, parameters } = model;
    const plan = {
      network: networkOf(model),
      loss: lossOf(model),
      ArrayType: modelArrayType(model),
    };
    const compute = createLogits({ ...plan, input, standardisation, isMirrored });
    return compute(parameters, features, indices, kernels);
  },
};
