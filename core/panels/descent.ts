import { createBatches, cutIntoParts } from '../batches.ts';
import type { Descent, DescentSetup } from '../descent.ts';
import type { Room } from '../kernels/simd/memory.ts';
import type { Simd } from '../kernels/simd/simd-kernels.ts';
import { arrayTypeOf } from '../matrix.ts';
import { evaluateLogits } from '../model.ts';
import { rememberedBy } from '../optimizer.ts';
import { createAnswer } from './answers.ts';
import { holdFeatures } from './features.ts';
import { createPanelNetwork, packAll, unpackAll, unpackParameters } from './network.ts';
import type { PanelNetwork } from './network.ts';
import { createPanelPasses } from './passes.ts';
import { l2Penalty } from '../regularize.ts';

/** The same steps as `createPlainDescent` takes, in the memory of a WebAssembly program and by its threads. */
export function createPanelDescent(setup: DescentSetup, simd: Simd): Descent {
  const { examples, split, settings, layerSizes, parameters, standardisation } = setup;
  const { activation, l2, dropout } = settings;
  const room = simd.memory.openRoom();
  const batches = createBatches(split.training, settings.minibatchSize);
  const parts = cutIntoParts(
    split.training.subarray(0, batches.size),
    layerSizes[0]! * arrayTypeOf(parameters.W1!).BYTES_PER_ELEMENT,
  );
  const network = placeNetwork(setup, simd, room, parts.length > 1);
  const mostExamples = Math.max(...parts.map((part) => part.length));
  const isAlwaysSame = batches.stepsPerEpoch === 1;
  // Whoever takes the same examples in every step fetches them once.
  const held = isAlwaysSame ? null : holdFeatures(simd.memory, room, examples.features);
  const passes = createPanelPasses(setup, simd, room, network, mostExamples, isAlwaysSame, held);
  const kept = split.validation.length;
  const isByteSource = examples.features instanceof Uint8Array;
  const answer =
    kept === 0
      ? null
      : createAnswer(simd, room, network, standardisation, kept, isByteSource, held);
  const keptLabels = Float32Array.from(split.validation, (index) => examples.labels[index]!);

  let isFinite = true;

  return {
    method: 'plain',
    stepsPerEpoch: batches.stepsPerEpoch,
    get order() {
      return batches.order;
    },
    set order(order) {
      batches.order = order;
    },
    weights: network.weights,
    memory: network.memory,
    beginEpoch: (random) => batches.beginEpoch(random),
    forward(step, random) {
      const batch = batches.take(step);
      const cost = passes.pass(batch, dropout > 0 ? { rate: dropout, random } : null);
      return { cost: l2 > 0 ? cost + l2Penalty(network.weights, l2) : cost, m: batch.length };
    },
    backward(learningRate, t) {
      isFinite = passes.step(learningRate, t);
    },
    isFinite: () => isFinite,
    validate: () =>
      answer && evaluateLogits(answer(examples.features, split.validation), keptLabels),
    model: () => ({
      layerSizes,
      parameters: unpackParameters(network),
      activation,
      standardisation,
    }),
    layout: {
      toMatrices: (matrices) => unpackAll(network, matrices),
      fromMatrices: (target, matrices) => packAll(network, target, matrices),
    },
    close: () => room.close(),
  };
}

/** The network of a run with its first weights. */
function placeNetwork(
  { settings, layerSizes, parameters }: DescentSetup,
  simd: Simd,
  room: Room,
  isInParts: boolean,
): PanelNetwork {
  const network = createPanelNetwork(simd.memory, room, {
    layerSizes,
    ArrayType: arrayTypeOf(parameters.W1!),
    activation: settings.activation,
    remembers: rememberedBy(settings.optimizer),
    hasGradients: isInParts || settings.gradientClipping !== null,
  });
  packAll(network, network.weights, parameters);
  return network;
}
