import { createBatches, cutIntoParts } from './batches.ts';
import { crossEntropy } from './cost.ts';
import type { Descent, DescentSetup } from './descent.ts';
import type { Dropout } from './dropout.ts';
import { gatherStandardised } from './examples.ts';
import { arrayTypeOf } from './matrix.ts';
import { evaluateModel } from './model.ts';
import type { Model } from './model.ts';
import type { NetworkGradients } from './network.ts';
import { createOptimizer } from './optimizer.ts';
import { addL2Gradients, addScaled, clipGradients, l2Penalty } from './regularize.ts';
import { fillTargets } from './targets.ts';
import { backwardPass, createGradients, createWorkspace, forwardPass } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Forward, cost, backward and optimizer on each minibatch. */
export function createPlainDescent(setup: DescentSetup): Descent {
  const { examples, split, settings, kernels, layerSizes, parameters, standardisation } = setup;
  const { activation, l2, gradientClipping } = settings;
  const model: Model = { layerSizes, parameters, activation, standardisation };
  const batches = createBatches(split.training, settings.minibatchSize);
  const optimizer = createOptimizer(parameters, settings);
  const passes = createPasses(setup, model, batches.stepsPerEpoch === 1);

  return {
    method: 'plain',
    stepsPerEpoch: batches.stepsPerEpoch,
    get order() {
      return batches.order;
    },
    set order(order) {
      batches.order = order;
    },
    weights: parameters,
    memory: optimizer.memory,
    beginEpoch: (random) => batches.beginEpoch(random),
    forward(step, random) {
      const batch = batches.take(step);
      const dropout = settings.dropout > 0 ? { rate: settings.dropout, random } : null;
      const cost = passes.forward(batch, dropout);
      return { cost: l2 > 0 ? cost + l2Penalty(parameters, l2) : cost, m: batch.length };
    },
    backward(learningRate, t) {
      const gradients = passes.backward();
      if (l2 > 0) addL2Gradients(gradients, parameters, l2);
      if (gradientClipping !== null) clipGradients(gradients, gradientClipping);
      optimizer.step(gradients, learningRate, t);
    },
    validate: () =>
      split.validation.length === 0
        ? null
        : evaluateModel(model, examples, split.validation, kernels),
    model: () => model,
  };
}

/** The passes of a step of any size, of which only a part is standardised at once. */
interface Passes {
  /** The mean cost. */
  forward(batch: Uint32Array, dropout: Dropout | null): number;
  backward(): NetworkGradients;
}

function createPasses(setup: DescentSetup, model: Model, isAlwaysSame: boolean): Passes {
  const { kernels, layerSizes, parameters } = setup;
  const ArrayType = arrayTypeOf(parameters.W1!);
  const gradients = createGradients(layerSizes, ArrayType);
  const fill = createFiller(setup, isAlwaysSame);
  let workspace: Workspace;
  let isGathered = false;

  function forwardPart(part: Uint32Array, dropout: Dropout | null): number {
    workspace = fill(part);
    const logits = forwardPass(workspace, model, kernels, dropout);
    return crossEntropy(logits, workspace.labels, workspace.m, workspace.weights);
  }

  /** A part's activations are gone with the next one, so its gradients are added up on the way. */
  function gather(parts: Uint32Array[], m: number, dropout: Dropout | null): number {
    const ofPart = createGradients(layerSizes, ArrayType);
    for (const { data } of Object.values(gradients)) data.fill(0);
    let cost = 0;
    for (const part of parts) {
      const share = part.length / m;
      cost += share * forwardPart(part, dropout);
      backwardPass(workspace, model, ofPart, kernels);
      addScaled(gradients, ofPart, share);
    }
    return cost;
  }

  return {
    forward(batch, dropout) {
      const parts = cutIntoParts(batch, layerSizes[0]! * ArrayType.BYTES_PER_ELEMENT);
      isGathered = parts.length > 1;
      return isGathered ? gather(parts, batch.length, dropout) : forwardPart(batch, dropout);
    },
    backward() {
      if (!isGathered) backwardPass(workspace, model, gradients, kernels);
      return gradients;
    },
  };
}

/** Makes workspaces for parts of a step; where every step is the same, its pixels are standardised once. */
function createFiller(
  { examples, targets, layerSizes, parameters, standardisation }: DescentSetup,
  isAlwaysSame: boolean,
): (part: Uint32Array) => Workspace {
  const workspaces = new Map<number, Workspace>();
  let filled: Uint32Array | null = null;
  return (part) => {
    let workspace = workspaces.get(part.length);
    if (!workspace) {
      workspace = createWorkspace(layerSizes, part.length, arrayTypeOf(parameters.W1!));
      workspaces.set(part.length, workspace);
    } else if (isAlwaysSame && isSamePlace(part, filled)) {
      return workspace;
    }
    gatherStandardised(workspace.X, examples.features, part, standardisation);
    fillTargets(workspace, examples.labels, part, targets);
    filled = part;
    return workspace;
  };
}

function isSamePlace(one: Uint32Array, other: Uint32Array | null): boolean {
  return (
    one.buffer === other?.buffer &&
    one.byteOffset === other.byteOffset &&
    one.length === other.length
  );
}
