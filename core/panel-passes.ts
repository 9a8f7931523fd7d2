import { cutIntoParts } from './batches.ts';
import type { DescentSetup } from './descent.ts';
import type { Dropout } from './dropout.ts';
import type { Room } from './kernels/simd/memory.ts';
import type { Simd } from './kernels/simd/simd-kernels.ts';
import { adamCorrections } from './optimizer.ts';
import { createPanelBlocks } from './panel-blocks.ts';
import type { PanelBlocks } from './panel-blocks.ts';
import { createJobs } from './panel-job.ts';
import type { PanelNetwork } from './panel-network.ts';
import { addL2Gradients, clipGradients } from './regularize.ts';

/** The two halves of a step. */
export interface PanelPasses {
  /** Forward and backward for the examples of a step; their mean cost, without a penalty. */
  pass(batch: Uint32Array, dropout: Dropout | null): number;
  /** Moves the weights by what the last `pass` found. */
  step(learningRate: number, t: number): void;
}

/** Passes over steps of at most `mostExamples`; where `isAlwaysSame`, every step has the same examples. */
export function createPanelPasses(
  setup: DescentSetup,
  simd: Simd,
  room: Room,
  network: PanelNetwork,
  mostExamples: number,
  isAlwaysSame: boolean,
): PanelPasses {
  const { examples, settings, targets, standardisation } = setup;
  const { optimizer, l2, weightDecay, dropout: rate, gradientClipping } = settings;
  const isByteSource = examples.features instanceof Uint8Array;
  const runJob = createJobs(simd, room, network, standardisation, isByteSource, mostExamples);
  const bytesPerExample = network.layerSizes[0]! * network.ArrayType.BYTES_PER_ELEMENT;
  const stores = new Map<number, PanelBlocks>();
  let blocks: PanelBlocks;
  let m = 0;
  let isGathered = false;
  let isKept = false;

  const blocksFor = (count: number) => {
    const store =
      stores.get(count) ??
      createPanelBlocks(simd.memory, room, network, count, isByteSource, rate > 0);
    stores.set(count, store);
    return store;
  };

  /** The sum of the costs of a part; afterwards `blocks` holds their dZ. */
  function passPart(part: Uint32Array, dropout: Dropout | null): number {
    blocks = blocksFor(part.length);
    if (!isKept) {
      blocks.fill(examples.features, part);
      blocks.fillTargets(examples.labels, part, targets);
    }
    if (dropout) blocks.drawDropout(dropout);
    runJob('pass', blocks, { keep: 1 - rate });
    return blocks.cost();
  }

  function gather(): void {
    runJob('gather', blocks, { scale: 1 / m });
    isGathered = true;
  }

  return {
    pass(batch, dropout) {
      m = batch.length;
      isGathered = false;
      for (const { data } of Object.values(network.gradients)) data.fill(0);
      const parts = cutIntoParts(batch, bytesPerExample);
      let costs = 0;
      for (const part of parts) {
        costs += passPart(part, dropout);
        if (parts.length > 1) gather();
      }
      if (isAlwaysSame && parts.length === 1 && !isKept) {
        // The pixels of a full batch are standardised once.
        blocks.keepInputs();
        isKept = true;
      }
      return costs / m;
    },
    step(learningRate, t) {
      const corrections = adamCorrections(t);
      const isAdam = optimizer === 'adam' || optimizer === 'adamw';
      const changes = {
        optimizer,
        l2,
        scale: 1 / m,
        rate: isAdam ? learningRate * corrections.mean : learningRate,
        correction: corrections.square,
        kept: 1 - learningRate * weightDecay,
      };
      if (gradientClipping !== null) {
        if (!isGathered) gather();
        if (l2 > 0) addL2Gradients(network.gradients, network.weights, l2);
        clipGradients(network.gradients, gradientClipping);
        runJob('apply', blocks, { ...changes, l2: 0 });
      } else if (isGathered) {
        runJob('apply', blocks, changes);
      } else if (optimizer === 'gradient-descent' && l2 === 0 && weightDecay === 0) {
        runJob('descend', blocks, { scale: -learningRate / m });
      } else {
        runJob('update', blocks, changes);
      }
    },
  };
}
