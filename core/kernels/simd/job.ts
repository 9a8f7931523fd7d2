import type { Activation } from '../../activations.ts';
import type { OptimizerName } from '../../optimizer.ts';
import type { SimdMemory } from './memory.ts';

// The structures that `assembly/job.ts` and `assembly/threads.ts` read, field by field in their order.

export const CONTROL_BYTES = 28;
export const LAYER_BYTES = 14 * 4;
export const BLOCK_BYTES = 10 * 4;
export const JOB_BYTES = 6 * 8 + 16 * 4;

const SEATS = 6;

/** Tells the program how many threads may work on a job. */
export function writeSeats(memory: SimdMemory, control: number, seats: number): void {
  memory.intsAt(control, CONTROL_BYTES / 4)[SEATS] = seats;
}

export interface LayerFields {
  inputs: number;
  neurons: number;
  panels: number;
  rows: number;
  errorBytes: number;
  activation: Activation;
  W: number;
  b: number;
  dW: number;
  db: number;
  firstOfW: number;
  firstOfB: number;
  secondOfW: number;
  secondOfB: number;
}

const ACTIVATIONS: Record<Activation, number> = { relu: 0, 'leaky-relu': 1, tanh: 2, sigmoid: 3 };

export function writeLayer(memory: SimdMemory, address: number, layer: LayerFields): void {
  memory
    .intsAt(address, LAYER_BYTES / 4)
    .set([
      layer.inputs,
      layer.neurons,
      layer.panels,
      layer.rows,
      layer.errorBytes,
      ACTIVATIONS[layer.activation],
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

export interface BlockFields {
  count: number;
  examples: number;
  source: number;
  places: number;
  labels: number;
  weights: number;
  logits: number;
  activations: number;
  errors: number;
  dropouts: number;
}

export function writeBlock(memory: SimdMemory, address: number, block: BlockFields): void {
  memory
    .intsAt(address, BLOCK_BYTES / 4)
    .set([
      block.count,
      block.examples,
      block.source,
      block.places,
      block.labels,
      block.weights,
      block.logits,
      block.activations,
      block.errors,
      block.dropouts,
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

const OPTIMIZERS: Record<OptimizerName, number> = {
  'gradient-descent': 0,
  momentum: 1,
  rmsprop: 2,
  adam: 3,
  adamw: 3,
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
  blocks: number;
  blockCount: number;
  mean: number;
  spread: number;
  isByteSource: boolean;
  optimizer: OptimizerName;
  claims: number;
  scratch: number;
  scratchBytes: number;
}

/** Whether all weights that the job moved are finite. */
export function leftFinite(memory: SimdMemory, address: number): boolean {
  return memory.intsAt(address, JOB_BYTES / 4)[JOB_BYTES / 4 - 1] === 0;
}

export function writeJob(memory: SimdMemory, address: number, job: JobFields): void {
  memory
    .floatsAt(address, 6, Float64Array)
    .set([job.scale, job.rate, job.correction, job.l2, job.kept, job.keep]);
  memory
    .intsAt(address + 6 * 8, 16)
    .set([
      KINDS[job.kind],
      Number(job.isFloat64),
      job.items,
      job.itemExamples,
      job.layers,
      job.layerCount,
      job.blocks,
      job.blockCount,
      job.mean,
      job.spread,
      Number(job.isByteSource),
      OPTIMIZERS[job.optimizer],
      job.claims,
      job.scratch,
      job.scratchBytes,
      0,
    ]);
}
