import { fillTargets } from '../../loss/targets.ts';
import type { Dropout } from '../../layers/dropout.ts';
import { createPasses } from '../../network/passes.ts';
import type { Passes } from '../../network/passes.ts';
import { zerosLike } from '../../network/parameter.ts';
import type { Parameter } from '../../network/parameter.ts';
import type { NumpyRandom } from '../../random/numpy-random.ts';
import { arrayTypeOf } from '../../tensor/matrix.ts';
import type { FloatArrayConstructor } from '../../tensor/matrix.ts';
import type { Descent, Engine, Task } from '../engine.ts';
import { partsOfStep } from '../parts.ts';
import { createLogits } from './answers.ts';
import { createAugmentedFiller, fillInputs } from './inputs.ts';

/** Forward, cost and backward of every network, layer by layer, with whatever kernels there are. */
export const plainEngine: Engine = {
  name: 'plain',
  method: 'plain',
  needsFloat64: false,
  takes: () => true,
  // eslint-disable-next-line require-yield
  *start(task, parameters) {
    return createPlainDescent(task, parameters);
  },
};

function createPlainDescent(task: Task, parameters: Parameter[]): Descent {
  const { examples, split, network, loss, kernels, settings, standardisation } = task;
  const ArrayType = arrayTypeOf(...parameters.map(({ matrix }) => matrix));
  const gradients = zerosLike(parameters);
  const ofPart = zerosLike(parameters);
  const fill = createFiller(task, ArrayType);
  const { input } = network[0];
  const answer = createLogits({
    network,
    input,
    loss,
    standardisation,
    isMirrored: isMirrored(task),
    ArrayType,
  });
  let passes: Passes;
  let isGathered = false;

  function forwardPart(part: Uint32Array, random: NumpyRandom): number {
    passes = fill(part, random);
    passes.forward(parameters, kernels, dropoutOf(settings.dropout, random));
    return passes.cost();
  }

  /** What a part's layers keep is gone with the next one, so its gradients are added up on the way. */
  function gather(parts: Uint32Array[], m: number, random: NumpyRandom): number {
    for (const { matrix } of gradients) matrix.data.fill(0);
    let cost = 0;
    for (const part of parts) {
      const share = part.length / m;
      cost += share * forwardPart(part, random);
      passes.backward(parameters, ofPart, kernels);
      addScaled(gradients, ofPart, share);
    }
    return cost;
  }

  return {
    weights: parameters,
    forward(batch, random) {
      const parts = partsOfStep(network, batch, ArrayType.BYTES_PER_ELEMENT);
      isGathered = parts.length > 1;
      return isGathered ? gather(parts, batch.length, random) : forwardPart(batch, random);
    },
    gradients() {
      if (!isGathered) passes.backward(parameters, gradients, kernels);
      return gradients;
    },
    keptLogits: () => answer(parameters, examples.features, split.validation, kernels),
    parameters: () => parameters,
  };
}

/** Where a picture may be mirrored to learn from it, it may be to answer for it. */
export function isMirrored({ settings, network }: Task): boolean {
  return settings.stepAugmentation && network[0].input.picture !== null;
}

export function dropoutOf(rate: number, random: NumpyRandom): Dropout | null {
  return rate > 0 ? { rate, random } : null;
}

/** Makes passes for parts of a step; where every step is the same, its examples are standardised once. */
function createFiller(
  { network, loss, examples, targets, standardisation, settings, isAlwaysSame }: Task,
  ArrayType: FloatArrayConstructor,
): (part: Uint32Array, random: NumpyRandom) => Passes {
  const store = new Map<number, Passes>();
  const plan = { input: network[0].input, standardisation };
  const fillAugmented = settings.stepAugmentation ? createAugmentedFiller(plan) : null;
  let filled: Uint32Array | null = null;
  return (part, random) => {
    let passes = store.get(part.length);
    if (!passes) {
      passes = createPasses(network, loss, part.length, ArrayType);
      store.set(part.length, passes);
    } else if (isAlwaysSame && isSamePlace(part, filled)) {
      return passes;
    }
    if (fillAugmented) fillAugmented(passes.X, examples.features, part, random);
    else fillInputs(passes.X, plan, examples.features, part);
    fillTargets(passes, examples.labels, part, targets);
    filled = part;
    return passes;
  };
}

function isSamePlace(one: Uint32Array, other: Uint32Array | null): boolean {
  return (
    one.buffer === other?.buffer &&
    one.byteOffset === other.byteOffset &&
    one.length === other.length
  );
}

/** sum = sum + scale · part. */
function addScaled(sum: readonly Parameter[], part: readonly Parameter[], scale: number): void {
  sum.forEach(({ matrix: { data } }, p) => {
    const values = part[p].matrix.data;
    for (let i = 0; i < data.length; i++) data[i] += scale * values[i];
  });
}
