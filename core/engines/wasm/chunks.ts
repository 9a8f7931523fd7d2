import type { Dropout } from '../../layers/dropout.ts';
import { fillTargets } from '../../loss/targets.ts';
import type { Targets } from '../../loss/targets.ts';
import type { FloatArray } from '../../tensor/matrix.ts';
import type { Room, WasmMemory } from './memory.ts';
import type { PanelNetwork } from './network.ts';
import { errorBytes, paddedExamples, panelCount, panelValues } from './panels.ts';
import { CHUNK_BYTES, writeChunk } from './structures.ts';

/** Examples in a chunk at most: a panel of them stays in the first-level cache. */
const CHUNK = 128;

/** Room for some examples on their way through a network, in chunks of up to 128. */
export interface Chunks {
  /** The address of the chunks' fields. */
  readonly address: number;
  /** Examples of each chunk. */
  readonly sizes: readonly number[];
  /** Tells the program where the features of the examples at `indices` are, which may be a copy. */
  fill(features: Uint8Array | Float32Array, indices: Uint32Array): void;
  /** From now on X is what it is. */
  keepInputs(): void;
  fillTargets(labels: Uint8Array, indices: Uint32Array, targets: Targets): void;
  drawDropout(dropout: Dropout): void;
  /** The logits of the examples filled in last, (outputs, m). */
  logits(): FloatArray;
  /** Sum of the costs of the examples filled in last, given their logits and targets. */
  cost(): number;
}

export interface ChunksPlan {
  /** Examples at most. */
  count: number;
  isByteSource: boolean;
  /** Where all features of the run lie; null where those of a step are to be copied. */
  held: number | null;
  /** Also room for what silences activations. */
  hasDropout: boolean;
}

interface Chunk {
  fields: Parameters<typeof writeChunk>[2];
  /** Where a step's features are copied to; null where all lie in memory. */
  copies: { address: number; values: Uint8Array | Float32Array } | null;
  places: Int32Array;
  Y: FloatArray;
  weights: FloatArray;
  logits: FloatArray;
  /** For each hidden layer. */
  D: FloatArray[];
}

export function createChunks(
  memory: WasmMemory,
  room: Room,
  network: PanelNetwork,
  plan: ChunksPlan,
): Chunks {
  const sizes = cut(plan.count);
  const chunks = sizes.map((size) => createChunk(memory, room, network, size, plan));
  const outputs = network.layerSizes.at(-1)!;
  const address = room.allocate(chunks.length * CHUNK_BYTES);
  const write = () =>
    chunks.forEach(({ fields }, i) => writeChunk(memory, address + i * CHUNK_BYTES, fields));

  /** Calls `visit` for each chunk with what falls to it of `indices`. */
  function share(indices: Uint32Array, visit: (chunk: Chunk, part: Uint32Array) => void): void {
    let start = 0;
    for (const chunk of chunks) {
      visit(chunk, indices.subarray(start, start + chunk.places.length));
      start += chunk.places.length;
    }
  }

  return {
    address,
    sizes,
    fill(features, indices) {
      share(indices, ({ fields, copies, places }, part) => {
        fields.count = part.length;
        fields.source = copies?.address ?? plan.held!;
        if (copies) copyFeatures(copies.values, features, part, network.layerSizes[0]);
        else places.set(part);
      });
      write();
    },
    keepInputs() {
      for (const { fields } of chunks) fields.source = 0;
      write();
    },
    fillTargets: (labels, indices, targets) =>
      share(indices, (chunk, part) => fillTargets(chunk, labels, part, targets)),
    drawDropout: (dropout) => drawDropout(chunks, network, dropout),
    logits() {
      const count = chunks.reduce((sum, { fields }) => sum + fields.count, 0);
      const all = new network.ArrayType(outputs * count);
      let start = 0;
      for (const { fields, logits } of chunks) {
        all.set(logits.subarray(0, outputs * fields.count), start);
        start += outputs * fields.count;
      }
      return all;
    },
    cost: () =>
      chunks.reduce((sum, { fields: { count: m }, logits, Y, weights }) => {
        const own = logits.subarray(0, m * outputs);
        return m === 0 ? sum : sum + m * network.loss.cost(own, Y, m, weights);
      }, 0),
  };
}

/** Chunks of about the same size for `count` examples. */
function cut(count: number): number[] {
  const chunks = Math.ceil(count / CHUNK);
  return Array.from({ length: chunks }, (_, i) => {
    return Math.floor(((i + 1) * count) / chunks) - Math.floor((i * count) / chunks);
  });
}

function createChunk(
  memory: WasmMemory,
  room: Room,
  { layerSizes, ArrayType }: PanelNetwork,
  examples: number,
  { isByteSource, held, hasDropout }: ChunksPlan,
): Chunk {
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
    held === null ? createCopies(memory, room, examples * layerSizes[0], isByteSource) : null;
  const places = memory.intsAt(room.allocate(examples * 4), examples);
  if (copies) places.forEach((_, i) => (places[i] = i));
  const outputs = layerSizes.at(-1)!;
  const Y = room.floats(outputs * examples, ArrayType);
  const weights = room.floats(examples, ArrayType);
  const logits = room.floats(outputs * examples, ArrayType);
  const fields = {
    count: 0,
    examples: height,
    source: 0,
    places: places.byteOffset,
    targets: Y.byteOffset,
    weights: weights.byteOffset,
    logits: logits.byteOffset,
    activations: table(inputs.map((size) => panels(size).byteOffset)),
    errors: table(
      layerSizes.slice(1).map((size) => room.allocate(errorBytes(size, ArrayType) * height)),
    ),
    dropouts: table(hidden.map((_, l) => D[l]?.byteOffset ?? 0)),
  };
  return { fields, copies, places, Y, weights, logits, D };
}

/** Room for `length` features. */
function createCopies(
  memory: WasmMemory,
  room: Room,
  length: number,
  isByteSource: boolean,
): Chunk['copies'] {
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
  chunks: readonly Chunk[],
  { layerSizes, ArrayType }: PanelNetwork,
  { rate, random }: Dropout,
): void {
  const keep = 1 - rate;
  const values = panelValues(ArrayType);
  layerSizes.slice(1, -1).forEach((neurons, l) => {
    for (let row = 0; row < neurons; row++) {
      const panel = Math.floor(row / values);
      for (const { fields, D } of chunks) {
        const start = panel * fields.examples * values + (row % values);
        for (let i = 0; i < fields.count; i++) {
          D[l][start + i * values] = random.rand() < keep ? 1 / keep : 0;
        }
      }
    }
  });
}
