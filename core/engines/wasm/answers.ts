import type { Examples, Standardisation } from '../../features/examples.ts';
import { lossOf, modelArrayType, networkOf } from '../../network/model.ts';
import type { Model } from '../../network/model.ts';
import type { Kernels } from '../../tensor/kernels.ts';
import type { FloatArray } from '../../tensor/matrix.ts';
import type { AnsweringEngine } from '../engine.ts';
import { createChunks } from './chunks.ts';
import { createJobs } from './jobs.ts';
import { isWasm } from './kernels.ts';
import type { Wasm } from './kernels.ts';
import type { Room } from './memory.ts';
import { createPanelNetwork, knowsNetwork, packAll } from './network.ts';
import type { PanelNetwork } from './network.ts';

/** Examples answered for at once. */
const AT_ONCE = 256;

/** The logits of a network for the examples at `indices`, (outputs, m). */
export type Answer = (features: Examples['features'], indices: Uint32Array) => FloatArray;

/**
 * Answers for examples of which there are at most `most`, all of them bytes or none. Their features are copied,
 * or the indices are those of the examples `held` in memory.
 */
export function createAnswer(
  wasm: Wasm,
  room: Room,
  network: PanelNetwork,
  standardisation: Standardisation,
  most: number,
  isByteSource: boolean,
  held: number | null = null,
): Answer {
  const size = Math.min(AT_ONCE, most);
  const outputs = network.layerSizes.at(-1)!;
  const plan = { count: size, isByteSource, held, hasDropout: false };
  const chunks = createChunks(wasm.memory, room, network, plan);
  const runJob = createJobs(wasm, room, network, standardisation, isByteSource, size);
  return (features, indices) => {
    const logits = new network.ArrayType(outputs * indices.length);
    for (let start = 0; start < indices.length; start += size) {
      chunks.fill(features, indices.subarray(start, start + size));
      runJob('answer', chunks);
      logits.set(chunks.logits(), outputs * start);
    }
    return logits;
  };
}

/** Dense networks of activations that the program knows. */
export const wasmAnswers: AnsweringEngine = {
  takes: (model, kernels) =>
    isWasm(kernels) && !model.isMirrored && knowsNetwork(networkOf(model), lossOf(model)),
  logits(model, features, indices, kernels) {
    const ArrayType = modelArrayType(model);
    if (indices.length === 0) return new ArrayType(0);
    const { wasm } = expectWasm(kernels);
    const room = wasm.memory.openRoom();
    try {
      return answerIn(wasm, room, model, features, indices);
    } finally {
      room.close();
    }
  },
};

function answerIn(
  wasm: Wasm,
  room: Room,
  model: Model,
  features: Examples['features'],
  indices: Uint32Array,
): FloatArray {
  const network = createPanelNetwork(wasm.memory, room, {
    network: networkOf(model),
    loss: lossOf(model),
    ArrayType: modelArrayType(model),
    remembers: [],
    hasGradients: false,
  });
  packAll(network.weights, model.parameters);
  const { standardisation } = model;
  const isByteSource = features instanceof Uint8Array;
  const { length } = indices;
  const answer = createAnswer(wasm, room, network, standardisation, length, isByteSource);
  return answer(features, indices);
}

/** @throws RangeError for other kernels. */
export function expectWasm(kernels: Kernels) {
  if (isWasm(kernels)) return kernels;
  throw new RangeError(`Expected kernels of WebAssembly, got ${kernels.name}`);
}
