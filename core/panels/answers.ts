import type { Standardisation } from '../examples.ts';
import type { Room } from '../kernels/simd/memory.ts';
import type { Simd } from '../kernels/simd/simd-kernels.ts';
import { arrayTypeOf } from '../matrix.ts';
import type { FloatArray } from '../matrix.ts';
import type { DenseModel } from '../model.ts';
import { createPanelBlocks } from './blocks.ts';
import { createJobs } from './job.ts';
import { createPanelNetwork, packAll } from './network.ts';
import type { PanelNetwork } from './network.ts';

/** Examples answered for at once. */
const AT_ONCE = 256;

/** The logits of a network for the examples at `indices`. */
export type Answer = (features: Uint8Array | Float32Array, indices: Uint32Array) => FloatArray;

/**
 * Answers for examples of which there are at most `most`, all of them bytes or none. Their features are copied,
 * or the indices are those of the examples `held` in memory.
 */
export function createAnswer(
  simd: Simd,
  room: Room,
  network: PanelNetwork,
  standardisation: Standardisation,
  most: number,
  isByteSource: boolean,
  held: number | null = null,
): Answer {
  const size = Math.min(AT_ONCE, most);
  const blocks = createPanelBlocks(simd.memory, room, network, {
    count: size,
    isByteSource,
    held,
    hasDropout: false,
  });
  const runJob = createJobs(simd, room, network, standardisation, isByteSource, size);
  return (features, indices) => {
    const logits = new network.ArrayType(indices.length);
    for (let start = 0; start < indices.length; start += size) {
      blocks.fill(features, indices.subarray(start, start + size));
      runJob('answer', blocks);
      logits.set(blocks.logits(), start);
    }
    return logits;
  };
}

/** The logits of a model for the examples at `indices`, each the same whatever others are beside it. */
export function computePanelLogits(
  { layerSizes, parameters, activation = 'relu', standardisation }: DenseModel,
  features: Uint8Array | Float32Array,
  indices: Uint32Array,
  simd: Simd,
): FloatArray {
  const ArrayType = arrayTypeOf(parameters.W1!);
  if (indices.length === 0) return new ArrayType(0);
  const room = simd.memory.openRoom();
  try {
    const plan = { layerSizes, ArrayType, activation, remembers: [], hasGradients: false };
    const network = createPanelNetwork(simd.memory, room, plan);
    packAll(network, network.weights, parameters);
    const isByteSource = features instanceof Uint8Array;
    const { length } = indices;
    return createAnswer(
      simd,
      room,
      network,
      standardisation,
      length,
      isByteSource,
    )(features, indices);
  } finally {
    room.close();
  }
}
