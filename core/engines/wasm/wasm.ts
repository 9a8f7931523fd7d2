import { arrayTypeOf } from '../../tensor/matrix.ts';
import type { Parameter } from '../../network/parameter.ts';
import type { Descent, Engine, Task } from '../engine.ts';
import { cutIntoParts } from '../parts.ts';
import { dropoutOf } from '../plain/plain.ts';
import { createAnswer, expectWasm } from './answers.ts';
import { holdFeatures } from './features.ts';
import { isWasm } from './kernels.ts';
import type { Wasm } from './kernels.ts';
import type { Room } from './memory.ts';
import { createPanelNetwork, knowsNetwork, packAll, unpackAll } from './network.ts';
import type { PanelNetwork, PanelParameter } from './network.ts';
import { createPanelPasses } from './passes.ts';
import { OPTIMIZER_CODES } from './takes.ts';

/** The same steps as the plain engine's, in the memory of a WebAssembly program and by its threads. */
export const wasmEngine: Engine = {
  name: 'wasm',
  method: 'plain',
  needsFloat64: false,
  takes: ({ kernels, network, loss, optimizer, settings }) =>
    isWasm(kernels) &&
    !settings.stepAugmentation &&
    OPTIMIZER_CODES.has(optimizer.name) &&
    knowsNetwork(network, loss),
  // eslint-disable-next-line require-yield
  *start(task, parameters) {
    return createWasmDescent(task, parameters, expectWasm(task.kernels).wasm);
  },
};

function createWasmDescent(task: Task, parameters: readonly Parameter[], wasm: Wasm): Descent {
  const { examples, split, settings, standardisation, isAlwaysSame } = task;
  const room = wasm.memory.openRoom();
  const ArrayType = arrayTypeOf(...parameters.map(({ matrix }) => matrix));
  const bytesPerExample = examples.featureCount * ArrayType.BYTES_PER_ELEMENT;
  const parts = cutIntoParts(split.training.subarray(0, task.stepSize), bytesPerExample);
  const network = placeNetwork(task, parameters, wasm, room, parts.length > 1);
  const mostExamples = Math.max(...parts.map((part) => part.length));
  // Whoever takes the same examples in every step fetches them once.
  const held = isAlwaysSame ? null : holdFeatures(wasm.memory, room, examples.features);
  const passes = createPanelPasses(task, wasm, room, network, mostExamples, held);
  const kept = split.validation.length;
  const isByteSource = examples.features instanceof Uint8Array;
  const answer =
    kept === 0
      ? null
      : createAnswer(wasm, room, network, standardisation, kept, isByteSource, held);
  let isFinite = true;

  return {
    weights: network.weights,
    forward: (batch, random) => passes.pass(batch, dropoutOf(settings.dropout, random)),
    gradients() {
      passes.gather();
      return network.gradients;
    },
    mover: {
      optimizerState: network.optimizerState,
      move(learningRate, t, isByGradients) {
        isFinite = passes.move(learningRate, t, isByGradients);
      },
    },
    isFinite: () => isFinite,
    keptLogits: () => answer?.(examples.features, split.validation) ?? new ArrayType(0),
    parameters: () => unpackAll(network.weights),
    layout: {
      toOrdinary: (panels) => unpackAll(panels as readonly PanelParameter[]),
      fromOrdinary: (target, ordinary) => packAll(target as readonly PanelParameter[], ordinary),
    },
    close: () => room.close(),
  };
}

/** The network of a run with its first weights. */
function placeNetwork(
  { network, loss, optimizer, settings }: Task,
  parameters: readonly Parameter[],
  wasm: Wasm,
  room: Room,
  isInParts: boolean,
): PanelNetwork {
  const placed = createPanelNetwork(wasm.memory, room, {
    network,
    loss,
    ArrayType: arrayTypeOf(...parameters.map(({ matrix }) => matrix)),
    remembers: optimizer.remembers,
    hasGradients: isInParts || settings.gradientClipping !== null,
  });
  packAll(placed.weights, parameters);
  return placed;
}
