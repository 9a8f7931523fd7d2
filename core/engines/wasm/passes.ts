import type { Dropout } from '../../layers/dropout.ts';
import { adamCorrections } from '../../optimizers/adam.ts';
import type { Task } from '../engine.ts';
import { cutIntoParts } from '../parts.ts';
import { createChunks } from './chunks.ts';
import type { Chunks } from './chunks.ts';
import { createJobs } from './jobs.ts';
import type { JobChanges, RunJob } from './jobs.ts';
import type { Wasm } from './kernels.ts';
import type { Room } from './memory.ts';
import type { PanelNetwork } from './network.ts';

/** The two halves of a step. */
export interface PanelPasses {
  /** Forward and backward for the examples of a step; their mean cost, without a penalty. */
  pass(batch: Uint32Array, dropout: Dropout | null): number;
  /** The gradients of the last `pass` are in memory after this. */
  gather(): void;
  /** Moves the weights by what the last `pass` found, or by the gradients in memory; whether all are finite then. */
  move(learningRate: number, t: number, isByGradients: boolean): boolean;
}

/** Passes over parts of at most `mostExamples`. `held` is where the features of all examples lie, or null. */
export function createPanelPasses(
  task: Task,
  wasm: Wasm,
  room: Room,
  network: PanelNetwork,
  mostExamples: number,
  held: number | null,
): PanelPasses {
  const { examples, settings, standardisation, isAlwaysSame } = task;
  const isByteSource = examples.features instanceof Uint8Array;
  const runJob = createJobs(wasm, room, network, standardisation, isByteSource, mostExamples);
  const bytesPerExample = network.layerSizes[0] * network.ArrayType.BYTES_PER_ELEMENT;
  const chunksFor = createStore(task, wasm, room, network, held);
  let last: LastPass;
  let areInputsKept = false;

  return {
    pass(batch, dropout) {
      const m = batch.length;
      const parts = cutIntoParts(batch, bytesPerExample);
      const isGathered = parts.length > 1;
      if (isGathered) clearGradients(network);
      let costs = 0;
      for (const part of parts) {
        const chunks = chunksFor(part.length);
        if (!areInputsKept) fill(chunks, task, part);
        if (dropout) chunks.drawDropout(dropout);
        runJob('pass', chunks, { keep: 1 - settings.dropout });
        costs += chunks.cost();
        if (isGathered) runJob('gather', chunks, { scale: 1 / m });
        last = { chunks, m, isGathered };
      }
      if (isAlwaysSame && !isGathered && !areInputsKept) {
        // The pixels of a full batch are standardised once.
        last.chunks.keepInputs();
        areInputsKept = true;
      }
      return costs / m;
    },
    gather() {
      const { chunks, m, isGathered } = last;
      if (isGathered) return;
      clearGradients(network);
      runJob('gather', chunks, { scale: 1 / m });
    },
    move: (learningRate, t, isByGradients) =>
      takeStep(runJob, task, last, learningRate, t, isByGradients),
  };
}

interface LastPass {
  /** With the dZ of its examples. */
  chunks: Chunks;
  m: number;
  /** Whether the gradients are in memory already. */
  isGathered: boolean;
}

/** Keeps the chunks for each number of examples. */
function createStore(
  { examples, settings }: Task,
  wasm: Wasm,
  room: Room,
  network: PanelNetwork,
  held: number | null,
): (count: number) => Chunks {
  const stores = new Map<number, Chunks>();
  const isByteSource = examples.features instanceof Uint8Array;
  const plan = { isByteSource, held, hasDropout: settings.dropout > 0 };
  return (count) => {
    let chunks = stores.get(count);
    if (!chunks) {
      chunks = createChunks(wasm.memory, room, network, { ...plan, count });
      stores.set(count, chunks);
    }
    return chunks;
  };
}

function fill(chunks: Chunks, { examples, targets }: Task, part: Uint32Array): void {
  chunks.fill(examples.features, part);
  chunks.fillTargets(examples.labels, part, targets);
}

function clearGradients({ gradients }: PanelNetwork): void {
  for (const { matrix } of gradients) matrix.data.fill(0);
}

function takeStep(
  runJob: RunJob,
  { optimizer, settings }: Task,
  { chunks, m, isGathered }: LastPass,
  learningRate: number,
  t: number,
  isByGradients: boolean,
): boolean {
  const { l2, weightDecay } = settings;
  const kept = 1 - learningRate * weightDecay;
  const changes = { ...paceOf(optimizer.name, learningRate, t), l2, kept, scale: 1 / m };
  // Whoever asked for the gradients has put the penalty into them.
  if (isByGradients) return runJob('apply', chunks, { ...changes, l2: 0 });
  if (isGathered) return runJob('apply', chunks, changes);
  if (optimizer.name === 'gradient-descent' && l2 === 0 && weightDecay === 0) {
    // The fastest: there is no gradient apart from the weights.
    return runJob('descend', chunks, { scale: -learningRate / m });
  }
  return runJob('update', chunks, changes);
}

/** How fast the optimizer moves a weight in step t. */
function paceOf(optimizer: string, learningRate: number, t: number): JobChanges {
  if (optimizer !== 'adam' && optimizer !== 'adamw') return { optimizer, rate: learningRate };
  const corrections = adamCorrections(t);
  return { optimizer, rate: learningRate * corrections.mean, correction: corrections.square };
}
