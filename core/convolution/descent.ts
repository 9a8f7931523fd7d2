import { augmentPicture } from '../augment.ts';
import { crossEntropy } from '../cost.ts';
import type { Descent, RunSetup } from '../descent.ts';
import { evaluateLogits } from '../model.ts';
import { createOptimizer } from '../optimizer.ts';
import type { NumpyRandom } from '../random.ts';
import { addL2Gradients, clipGradients, l2Penalty } from '../regularize.ts';
import { areFinite, copyMatrices, overwriteMatrices } from '../snapshot.ts';
import { fillTargets } from '../targets.ts';
import type { Targets } from '../targets.ts';
import { convolutionalLogits, workspaceFor } from './model.ts';
import type { ConvolutionalModel } from './model.ts';
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

/** Forward, cost, backward and optimizer on each minibatch of pictures, each augmented anew. */
export function createConvolutionalDescent(setup: ConvolutionalSetup): Descent {
  const { examples, split, settings, targets, kernels, model } = setup;
  const { parameters } = model;
  const { l2, gradientClipping } = settings;
  const { training, validation } = split;
  const size = Math.min(settings.minibatchSize ?? training.length, training.length);
  const workspaces = new Map<number, ConvolutionalWorkspace>();
  const gradients = createConvolutionalGradients(parameters);
  const optimizer = createOptimizer(parameters, settings);
  const validationLabels = Float32Array.from(validation, (index) => examples.labels[index]!);
  const fillPictures = createFiller(setup);
  let workspace: ConvolutionalWorkspace;

  return {
    method: 'plain',
    stepsPerEpoch: Math.ceil(training.length / size),
    order: training,
    weights: parameters,
    memory: optimizer.memory,
    beginEpoch(random) {
      this.order = random.permutation(training.length).map((place) => training[place]!);
    },
    forward(step, random) {
      const batch = this.order.subarray((step - 1) * size, step * size);
      workspace = workspaceFor(workspaces, model, batch.length);
      const { head, m } = workspace;
      fillPictures(workspace, batch, random);
      fillTargets(head, examples.labels, batch, targets);
      const dropout = settings.dropout > 0 ? { rate: settings.dropout, random } : null;
      const logits = convolutionalForward(workspace, parameters, kernels, dropout);
      const cost = crossEntropy(logits, head.labels, m, head.weights);
      return { cost: l2 > 0 ? cost + l2Penalty(parameters, l2) : cost, m };
    },
    backward(learningRate, t) {
      convolutionalBackward(workspace, parameters, gradients, kernels);
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
    areFinite: () => areFinite(parameters),
    model: () => model,
    toMatrices: copyMatrices,
    fromMatrices: overwriteMatrices,
    close: () => undefined,
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
