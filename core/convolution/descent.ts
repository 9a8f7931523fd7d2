import { augmentPicture } from '../augment.ts';
import { crossEntropy } from '../cost.ts';
import type { Descent, RunSetup } from '../descent.ts';
import type { Matrix } from '../matrix.ts';
import { evaluateLogits } from '../model.ts';
import { createOptimizer } from '../optimizer.ts';
import type { NumpyRandom } from '../random.ts';
import { addL2Gradients, clipGradients, l2Penalty } from '../regularize.ts';
import { fillTargets } from '../targets.ts';
import type { Targets } from '../targets.ts';
import { convolutionalLogits, workspaceFor } from './model.ts';
import type { ConvolutionalModel, ConvolutionalWorkspaces } from './model.ts';
import {
  convolutionalBackward,
  convolutionalForward,
  createConvolutionalGradients,
} from './network.ts';
import { fillPicture } from './pictures.ts';
import type { CompleteConvolutionalSettings } from './settings.ts';
import type { ConvolutionalWorkspace } from './workspace.ts';

export interface ConvolutionalSetup extends RunSetup {
  settings: CompleteConvolutionalSettings;
  targets: Targets;
  /** With the first weights, in the precision to train in. */
  model: ConvolutionalModel;
}

/** Examples in one pass; a larger minibatch is the sum of several, so that memory stays bounded. */
const PASS = 32;

/** Forward, cost, backward and optimizer on each minibatch of pictures, each augmented anew. */
export function createConvolutionalDescent(setup: ConvolutionalSetup): Descent {
  const { examples, split, settings, kernels, model } = setup;
  const { parameters } = model;
  const { l2, gradientClipping } = settings;
  const { training, validation } = split;
  const size = Math.min(settings.minibatchSize ?? training.length, training.length);
  const workspaces: ConvolutionalWorkspaces = new Map();
  const gradients = createConvolutionalGradients(parameters);
  const optimizer = createOptimizer(parameters, settings);
  const validationLabels = Float32Array.from(validation, (index) => examples.labels[index]!);
  const pass = createPass(setup, gradients, workspaces);

  return {
    method: 'plain',
    stepsPerEpoch: Math.ceil(training.length / size),
    order: training,
    weights: parameters,
    memory: optimizer.memory,
    beginEpoch(random) {
      this.order = random.permutation(training.length).map((place) => training[place]!);
    },
    // The gradients are made with the cost: what they need is kept for a few pictures only.
    forward(step, random) {
      const batch = this.order.subarray((step - 1) * size, step * size);
      const m = batch.length;
      let cost = l2 > 0 ? l2Penalty(parameters, l2) : 0;
      for (const { data } of Object.values(gradients)) data.fill(0);
      for (let start = 0; start < m; start += PASS) {
        cost += pass(batch.subarray(start, start + PASS), m, random);
      }
      return { cost, m };
    },
    backward(learningRate, t) {
      if (l2 > 0) addL2Gradients(gradients, parameters, l2);
      if (gradientClipping !== null) clipGradients(gradients, gradientClipping);
      optimizer.step(gradients, learningRate, t);
    },
    validate() {
      if (validation.length === 0) return null;
      const { features } = examples;
      const logits = convolutionalLogits(model, features, validation, kernels, workspaces);
      return evaluateLogits(logits, validationLabels);
    },
    model: () => model,
  };
}

/** Adds to `gradients` the part of some examples of a minibatch of m, and gives theirs of the cost. */
function createPass(
  setup: ConvolutionalSetup,
  gradients: Record<string, Matrix>,
  workspaces: ConvolutionalWorkspaces,
) {
  const { examples, settings, targets, kernels, model } = setup;
  const { parameters } = model;
  const fillPictures = createFiller(setup);
  const parts = createConvolutionalGradients(parameters);
  return (indices: Uint32Array, m: number, random: NumpyRandom): number => {
    const count = indices.length;
    const workspace = workspaceFor(workspaces, model, count);
    const { head } = workspace;
    fillPictures(workspace, indices, random);
    fillTargets(head, examples.labels, indices, targets);
    const dropout = settings.dropout > 0 ? { rate: settings.dropout, random } : null;
    const logits = convolutionalForward(workspace, parameters, kernels, dropout);
    convolutionalBackward(workspace, parameters, parts, kernels);
    for (const [name, { data }] of Object.entries(gradients)) {
      const part = parts[name as `dW${number}`]!.data;
      for (let i = 0; i < data.length; i++) data[i]! += (count / m) * part[i]!;
    }
    return (count / m) * crossEntropy(logits, head.labels, count, head.weights);
  };
}

/** What puts the pictures of a minibatch into its workspace. */
function createFiller({ examples, settings, model }: ConvolutionalSetup) {
  const { features, featureCount } = examples;
  const augmented = new Uint8Array(featureCount);
  return ({ pictures }: ConvolutionalWorkspace, batch: Uint32Array, random: NumpyRandom): void => {
    batch.forEach((index, i) => {
      const start = index * featureCount;
      let picture = features.subarray(start, start + featureCount);
      if (settings.augmentation && picture instanceof Uint8Array) {
        augmentPicture(augmented, picture, model.edge, random);
        picture = augmented;
      }
      fillPicture(pictures[i]!, picture, model.edge, model.standardisation);
    });
  };
}
