import { crossEntropy } from '../cost.ts';
import type { Dropout } from '../dropout.ts';
import { BLOCK_BYTES, writeBlock } from '../kernels/simd/job.ts';
import type { Room, SimdMemory } from '../kernels/simd/memory.ts';
import { packedBytes, padded, panelValues } from '../kernels/simd/panels.ts';
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
  /** Examples of each block, padded to multiples of 4. */
  readonly sizes: readonly number[];
  /** Copies the features of the examples at `indices` to where the program standardises them. */
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

interface Block {
  fields: Parameters<typeof writeBlock>[2];
  source: Uint8Array | Float32Array;
  labels: FloatArray;
  weights: FloatArray;
  logits: FloatArray;
  /** For each hidden layer. */
  D: FloatArray[];
}

/** Room for `count` examples; `withDropout` also for what silences their activations. */
export function createPanelBlocks(
  memory: SimdMemory,
  room: Room,
  network: PanelNetwork,
  count: number,
  isByteSource: boolean,
  withDropout = false,
): PanelBlocks {
  const sizes = cut(count);
  const blocks = sizes.map((size) =>
    createBlock(memory, room, network, size, isByteSource, withDropout),
  );
  const address = room.allocate(blocks.length * BLOCK_BYTES);
  const write = () =>
    blocks.forEach(({ fields }, i) => writeBlock(memory, address + i * BLOCK_BYTES, fields));

  /** Calls `visit` for each block with what falls to it of `indices`. */
  function share(indices: Uint32Array, visit: (block: Block, part: Uint32Array) => void): void {
    let start = 0;
    for (const block of blocks) {
      visit(block, indices.subarray(start, start + block.fields.examples));
      start += block.fields.examples;
    }
  }

  return {
    address,
    sizes,
    fill(features, indices) {
      share(indices, ({ fields, source }, part) => {
        fields.count = part.length;
        fields.source = source.byteOffset;
        copyFeatures(source, features, part, network.layerSizes[0]!);
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

/** Blocks of about the same size for `count` examples, each a multiple of 4. */
function cut(count: number): number[] {
  const quads = padded(count) / 4;
  const blocks = Math.ceil((quads * 4) / BLOCK);
  return Array.from({ length: blocks }, (_, i) => {
    const [start, end] = [Math.floor((i * quads) / blocks), Math.floor(((i + 1) * quads) / blocks)];
    return (end - start) * 4;
  });
}

function createBlock(
  memory: SimdMemory,
  room: Room,
  { layerSizes, ArrayType }: PanelNetwork,
  examples: number,
  isByteSource: boolean,
  withDropout: boolean,
): Block {
  const inputs = layerSizes.slice(0, -1);
  const hidden = inputs.slice(1);
  const table = (addresses: number[]) => {
    const address = room.allocate(addresses.length * 4);
    memory.intsAt(address, addresses.length).set(addresses);
    return address;
  };
  const panels = (size: number) =>
    room.floats(packedBytes(examples, size, ArrayType) / ArrayType.BYTES_PER_ELEMENT, ArrayType);
  const D = withDropout ? hidden.map(panels) : [];
  const sourceLength = examples * layerSizes[0]!;
  const sourceAddress = room.allocate(sourceLength * (isByteSource ? 1 : 4));
  const floats = () => room.floats(examples, ArrayType);
  const [labels, weights, logits] = [floats(), floats(), floats()];
  const fields = {
    count: 0,
    examples,
    source: sourceAddress,
    labels: labels.byteOffset,
    weights: weights.byteOffset,
    logits: logits.byteOffset,
    activations: table(inputs.map((size) => panels(size).byteOffset)),
    errors: table(
      layerSizes.slice(1).map((size) => room.floats(padded(size) * examples, ArrayType).byteOffset),
    ),
    dropouts: table(hidden.map((_, l) => D[l]?.byteOffset ?? 0)),
  };
  const source = isByteSource
    ? memory.bytesAt(sourceAddress, sourceLength)
    : (memory.floatsAt(sourceAddress, sourceLength, Float32Array) as Float32Array);
  return { fields, source, labels, weights, logits, D };
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
