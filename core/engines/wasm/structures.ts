import type { WasmMemory } from './memory.ts';
import { ACTIVATION_CODES, LOSS_CODES, OPTIMIZER_CODES } from './takes.ts';

// The structures that `assembly/job.ts` and `assembly/threads.ts` read, field by field in their order.

export const CONTROL_BYTES = 28;
export const LAYER_BYTES = 14 * 4;
export const CHUNK_BYTES = 10 * 4;
export const JOB_BYTES = 6 * 8 + 17 * 4;

const SEATS = 6;

/** Tells the program how many threads may work on a job. */
export function writeSeats(memory: WasmMemory, control: number, seats: number): void {
  memory.intsAt(control, CONTROL_BYTES / 4)[SEATS] = seats;
}

export interface LayerFields {
  inputs: number;
  neurons: number;
  panels: number;
  rows: number;
  errorBytes: number;
  /** Its name; null for the last layer, whose activation is the loss's affair. */
  activation: string | null;
  W: number;
  b: number;
  dW: number;
  db: number;
  firstOfW: number;
  firstOfB: number;
  secondOfW: number;
  secondOfB: number;
}

export function writeLayer(memory: WasmMemory, address: number, layer: LayerFields): void {
  memory
    .intsAt(address, LAYER_BYTES / 4)
    .set([
      layer.inputs,
      layer.neurons,
      layer.panels,
      layer.rows,
      layer.errorBytes,
      layer.activation === null ? 0 : ACTIVATION_CODES.get(layer.activation)!,
      layer.W,
      layer.b,
      layer.dW,
      layer.db,
      layer.firstOfW,
      layer.firstOfB,
      layer.secondOfW,
      layer.secondOfB,
    ]);
}

export interface ChunkFields {
  count: number;
  examples: number;
  source: number;
  places: number;
  targets: number;
  weights: number;
  logits: number;
  activations: number;
  errors: number;
  dropouts: number;
}

export function writeChunk(memory: WasmMemory, address: number, chunk: ChunkFields): void {
  memory
    .intsAt(address, CHUNK_BYTES / 4)
    .set([
      chunk.count,
      chunk.examples,
      chunk.source,
      chunk.places,
      chunk.targets,
      chunk.weights,
      chunk.logits,
      chunk.activations,
      chunk.errors,
      chunk.dropouts,
    ]);
}

/** What a job does; the names of `assembly/items.ts`. */
export type JobKind = 'answer' | 'pass' | 'descend' | 'update' | 'gather' | 'apply';

const KINDS: Record<JobKind, number> = {
  answer: 0,
  pass: 1,
  descend: 2,
  update: 3,
  gather: 4,
  apply: 5,
};

export interface JobFields {
  scale: number;
  rate: number;
  correction: number;
  l2: number;
  kept: number;
  keep: number;
  kind: JobKind;
  isFloat64: boolean;
  items: number;
  itemExamples: number;
  layers: number;
  layerCount: number;
  chunks: number;
  chunkCount: number;
  mean: number;
  spread: number;
  isByteSource: boolean;
  optimizer: string;
  loss: string;
  claims: number;
  scratch: number;
  scratchBytes: number;
}

/** Whether all weights that the job moved are finite. */
export function leftFinite(memory: WasmMemory, address: number): boolean {
  return memory.intsAt(address, JOB_BYTES / 4)[JOB_BYTES / 4 - 1] === 0;
}

export function writeJob(memory: WasmMemory, address: number, job: JobFields): void {
  memory
    .floatsAt(address, 6, Float64Array)
    .set([job.scale, job.rate, job.correction, job.l2, job.kept, job.keep]);
  memory
    .intsAt(address + 6 * 8, 17)
    .set([
      KINDS[job.kind],
      Number(job.isFloat64),
      job.items,
      job.itemExamples,
      job.layers,
      job.layerCount,
      job.chunks,
      job.chunkCount,
      job.mean,
      job.spread,
      Number(job.isByteSource),
      OPTIMIZER_CODES.get(job.optimizer)!,
      LOSS_CODES.get(job.loss)!,
      job.claims,
      job.scratch,
      job.scratchBytes,
      0,
    ]);
}
