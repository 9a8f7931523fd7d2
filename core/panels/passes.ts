import { cutIntoParts } from '../batches.ts';
import type { DescentSetup } from '../descent.ts';
import type { Dropout } from '../dropout.ts';
import type { Room } from '../kernels/simd/memory.ts';
import type { Simd } from '../kernels/simd/simd-kernels.ts';
import { adamCorrections } from '../optimizer.ts';
import { createPanelBlocks } from './blocks.ts';
import type { PanelBlocks } from './blocks.ts';
import { createJobs } from './job.ts';
import type { JobChanges, RunJob } from './job.ts';
import type { PanelNetwork } from './network.ts';
import { addL2Gradients, clipGradients } from '../regularize.ts';
import type { CompleteSettings } from '../settings.ts';

/** The two halves of a step. */
export interface PanelPasses {
  /** Forward and backward for the examples of a step; their mean cost, without a penalty. */
  pass(batch: Uint32Array, dropout: Dropout | null): number;
  /** Moves the weights by what the last `pass` found; whether all of them are finite then. */
  step(learningRate: number, t: number): boolean;
}

/**
 * Passes over parts of at most `mostExamples`; where `isAlwaysSame`, every step has the same examples. `held` is
 * where the features of all examples lie, or null.
 */
export function createPanelPasses(
  setup: DescentSetup,
  simd: Simd,
  room: Room,
  network: PanelNetwork,
  mostExamples: number,
  isAlwaysSame: boolean,
  held: number | null,
): PanelPasses {
  const { examples, settings, standardisation } = setup;
  const isByteSource = examples.features instanceof Uint8Array;
  const runJob = createJobs(simd, room, network, standardisation, isByteSource, mostExamples);
  const bytesPerExample = network.layerSizes[0]! * network.ArrayType.BYTES_PER_ELEMENT;
  const blocksFor = createStore(setup, simd, room, network, held);
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
        const blocks = blocksFor(part.length);
        if (!areInputsKept) fill(blocks, setup, part);
        if (dropout) blocks.drawDropout(dropout);
        runJob('pass', blocks, { keep: 1 - settings.dropout });
        costs += blocks.cost();
        if (isGathered) runJob('gather', blocks, { scale: 1 / m });
        last = { blocks, m, isGathered };
      }
      if (isAlwaysSame && !isGathered && !areInputsKept) {
        // The pixels of a full batch are standardised once.
        last.blocks.keepInputs();
        areInputsKept = true;
      }
      return costs / m;
    },
    step: (learningRate, t) => takeStep(runJob, network, settings, last, learningRate, t),
  };
}

interface LastPass {
  /** With the dZ of its examples. */
  blocks: PanelBlocks;
  m: number;
  /** Whether the gradients are in memory already. */
  isGathered: boolean;
}

/** Keeps the blocks for each number of examples. */
function createStore(
  { examples, settings }: DescentSetup,
  simd: Simd,
  room: Room,
  network: PanelNetwork,
  held: number | null,
): (count: number) => PanelBlocks {
  const stores = new Map<number, PanelBlocks>();
  const isByteSource = examples.features instanceof Uint8Array;
  const plan = { isByteSource, held, hasDropout: settings.dropout > 0 };
  return (count) => {
    let blocks = stores.get(count);
    if (!blocks) {
      blocks = createPanelBlocks(simd.memory, room, network, { ...plan, count });
      stores.set(count, blocks);
    }
    return blocks;
  };
}

function fill(blocks: PanelBlocks, { examples, targets }: DescentSetup, part: Uint32Array): void {
  blocks.fill(examples.features, part);
  blocks.fillTargets(examples.labels, part, targets);
}

function clearGradients({ gradients }: PanelNetwork): void {
  for (const { data } of Object.values(gradients)) data.fill(0);
}

function takeStep(
  runJob: RunJob,
  network: PanelNetwork,
  settings: CompleteSettings,
  { blocks, m, isGathered }: LastPass,
  learningRate: number,
  t: number,
): boolean {
  const { optimizer, l2, weightDecay, gradientClipping } = settings;
  const changes = { ...moveOf(settings, learningRate, t), scale: 1 / m };
  if (gradientClipping !== null) {
    if (!isGathered) {
      clearGradients(network);
      runJob('gather', blocks, changes);
    }
    if (l2 > 0) addL2Gradients(network.gradients, network.weights, l2);
    clipGradients(network.gradients, gradientClipping);
    return runJob('apply', blocks, { ...changes, l2: 0 });
  }
  if (isGathered) return runJob('apply', blocks, changes);
  if (optimizer === 'gradient-descent' && l2 === 0 && weightDecay === 0) {
    // The fastest: there is no gradient apart from the weights.
    return runJob('descend', blocks, { scale: -learningRate / m });
  }
  return runJob('update', blocks, changes);
}

/** How the optimizer moves a weight in step t. */
function moveOf(
  { optimizer, l2, weightDecay }: CompleteSettings,
  learningRate: number,
  t: number,
): JobChanges {
  const kept = 1 - learningRate * weightDecay;
  if (optimizer !== 'adam' && optimizer !== 'adamw') {
    return { optimizer, l2, kept, rate: learningRate };
  }
  const corrections = adamCorrections(t);
  const rate = learningRate * corrections.mean;
  return { optimizer, l2, kept, rate, correction: corrections.square };
}
