import { crossEntropy } from '../cost.ts';
import type { Dropout } from '../dropout.ts';
import { BLOCK_BYTES, writeBlock } from '../kernels/simd/job.ts';
import type { Room, SimdMemory } from '../kernels/simd/memory.ts';
import { errorBytes, paddedExamples, panelCount, panelValues } from '../kernels/simd/panels.ts';
import type { FloatArray } from '../matrix.ts';
import type { PanelNetwork } from './network.ts';
import { fillTargets } from '../targets.ts';
import type { Targets } from '../targets.ts';

/** Examples in a block at most: a panel of them stays in the first-level cache. */
const BLOCK = 128;

/** Room for some examples on their way through a network, in blocks of up to 128. */
export interface PanelBlocks {
  /** The address of the blocks' fields. */
  readonly address: number;
  /** Examples of each block. */
  readonly sizes: readonly number[];
  /** Tells the program where the features of the examples at `indices` are, which may be a copy. */
  fill(features: Uint8Array | Float32Array, indices: Uint32Array): void;
  /** From now on X is what it is. */
  keepInputs(): void;
  fillTargets(labels: Uint8Array, indices: Uint32Array, targets: Targets): void;
  drawDropout(dropout: Dropout): void;
  /** The logits of the examples filled in last. */
  logits(): FloatArray;
  /** Sum of the costs of the examples filled in last, given their logits and targets. */
  cost(): number;
}

export interface PanelBlocksPlan {
  /** Examples at most. */
  count: number;
  isByteSource: boolean;
  /** Where all features of the run lie; null where those of a step are to be copied. */
  held: number | null;
  /** Also room for what silences activations. */
  hasDropout: boolean;
}

interface Block {
  fields: Parameters<typeof writeBlock>[2];
  /** Where a step's features are copied to; null where all lie in memory. */
  copies: { address: number; values: Uint8Array | Float32Array } | null;
  places: Int32Array;
  labels: FloatArray;
  weights: FloatArray;
  logits: FloatArray;
  /** For each hidden layer. */
  D: FloatArray[];
}

export function createPanelBlocks(
  memory: SimdMemory,
  room: Room,
  network: PanelNetwork,
  plan: PanelBlocksPlan,
): PanelBlocks {
  const sizes = cut(plan.count);
  const blocks = sizes.map((size) => createBlock(memory, room, network, size, plan));
  const address = room.allocate(blocks.length * BLOCK_BYTES);
  const write = () =>
    blocks.forEach(({ fields }, i) => writeBlock(memory, address + i * BLOCK_BYTES, fields));

  /** Calls `visit` for each block with what falls to it of `indices`. */
  function share(indices: Uint32Array, visit: (block: Block, part: Uint32Array) => void): void {
    let start = 0;
    for (const block of blocks) {
      visit(block, indices.subarray(start, start + block.places.length));
      start += block.places.length;
    }
  }

  return {
    address,
    sizes,
    fill(features, indices) {
      share(indices, ({ fields, copies, places }, part) => {
        fields.count = part.length;
        fields.source = copies?.address ?? plan.held!;
        if (copies) copyFeatures(copies.values, features, part, network.layerSizes[0]!);
        else places.set(part);
      });
      write();
    },
    keepInputs() {
      for (const { fields } of blocks) fields.source = 0;
      write();
    },
    fillTargets: (labels, indices, targets) =>
      share(indices, (block, part) => fillTargets(block, labels, part, targets)),
    drawDropout: (dropout) => drawDropout(blocks, network, dropout),
    logits() {
      const all = new network.ArrayType(blocks.reduce((sum, { fields }) => sum + fields.count, 0));
      let start = 0;
      for (const { fields, logits } of blocks) {
        all.set(logits.subarray(0, fields.count), start);
        start += fields.count;
      }
      return all;
    },
    cost: () =>
      blocks.reduce((sum, { fields: { count: m }, logits, labels, weights }) => {
        return m === 0 ? sum : sum + m * crossEntropy(logits, labels, m, weights);
      }, 0),
  };
}

/** Blocks of about the same size for `count` examples. */
function cut(count: number): number[] {
  const blocks = Math.ceil(count / BLOCK);
  return Array.from({ length: blocks }, (_, i) => {
    return Math.floor(((i + 1) * count) / blocks) - Math.floor((i * count) / blocks);
  });
}

function createBlock(
  memory: SimdMemory,
  room: Room,
  { layerSizes, ArrayType }: PanelNetwork,
  examples: number,
  { isByteSource, held, hasDropout }: PanelBlocksPlan,
): Block {
  const inputs = layerSizes.slice(0, -1);
  const hidden = inputs.slice(1);
  const table = (addresses: number[]) => {
    const address = room.allocate(addresses.length * 4);
    memory.intsAt(address, addresses.length).set(addresses);
    return address;
  };
  const height = paddedExamples(examples);
  const panels = (size: number) =>
    room.floats(panelCount(size, ArrayType) * height * panelValues(ArrayType), ArrayType);
  const D = hasDropout ? hidden.map(panels) : [];
  const copies =
    held === null ? createCopies(memory, room, examples * layerSizes[0]!, isByteSource) : null;
  const places = memory.intsAt(room.allocate(examples * 4), examples);
  if (copies) places.forEach((_, i) => (places[i] = i));
  const floats = () => room.floats(examples, ArrayType);
  const [labels, weights, logits] = [floats(), floats(), floats()];
  const fields = {
    count: 0,
    examples: height,
    source: 0,
    places: places.byteOffset,
    labels: labels.byteOffset,
    weights: weights.byteOffset,
    logits: logits.byteOffset,
    activations: table(inputs.map((size) => panels(size).byteOffset)),
    errors: table(
      layerSizes.slice(1).map((size) => room.allocate(errorBytes(size, ArrayType) * height)),
    ),
    dropouts: table(hidden.map((_, l) => D[l]?.byteOffset ?? 0)),
  };
  return { fields, copies, places, labels, weights, logits, D };
}

/** Room for `length` features. */
function createCopies(
  memory: SimdMemory,
  room: Room,
  length: number,
  isByteSource: boolean,
): Block['copies'] {
  const address = room.allocate(length * (isByteSource ? 1 : 4));
  const values = isByteSource
    ? memory.bytesAt(address, length)
    : (memory.floatsAt(address, length, Float32Array) as Float32Array);
  return { address, values };
}

function copyFeatures(
  source: Uint8Array | Float32Array,
  features: Uint8Array | Float32Array,
  indices: Uint32Array,
  featureCount: number,
): void {
  indices.forEach((index, i) => {
    const example = features.subarray(index * featureCount, (index + 1) * featureCount);
    source.set(example, i * featureCount);
  });
}

/** Draws D for all examples layer by layer and row by row, as `drawDropout` in dropout.ts. */
function drawDropout(
  blocks: readonly Block[],
  { layerSizes, ArrayType }: PanelNetwork,
  { rate, random }: Dropout,
): void {
  const keep = 1 - rate;
  const values = panelValues(ArrayType);
  layerSizes.slice(1, -1).forEach((neurons, l) => {
    for (let row = 0; row < neurons; row++) {
      const panel = Math.floor(row / values);
      for (const { fields, D } of blocks) {
        const start = panel * fields.examples * values + (row % values);
        for (let i = 0; i < fields.count; i++) {
          D[l]![start + i * values] = random.rand() < keep ? 1 / keep : 0;
        }
      }
    }
  });
}
