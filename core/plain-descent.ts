import { createBatches } from './batches.ts';
import { crossEntropy } from './cost.ts';
import type { Descent, DescentSetup } from './descent.ts';
import { arrayTypeOf } from './matrix.ts';
import { evaluateModel } from './model.ts';
import type { Model } from './model.ts';
import { createOptimizer } from './optimizer.ts';
import { addL2Gradients, clipGradients, l2Penalty } from './regularize.ts';
import { backwardPass, createGradients, forwardPass } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Forward, cost, backward and optimizer on each minibatch. */
export function createPlainDescent(setup: DescentSetup): Descent {
  const { examples, split, settings, targets, kernels, layerSizes, parameters } = setup;
  const { standardisation } = setup;
  const { activation, l2, gradientClipping } = settings;
  const model: Model = { layerSizes, parameters, activation, standardisation };
  const ArrayType = arrayTypeOf(parameters.W1!);
  const batches = createBatches(
    examples,
    split.training,
    standardisation,
    layerSizes,
    settings.minibatchSize,
    targets,
    ArrayType,
  );
  const gradients = createGradients(layerSizes, ArrayType);
  const optimizer = createOptimizer(parameters, settings);
  let workspace: Workspace;

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
      workspace = batches.take(step - 1);
      const dropout = settings.dropout > 0 ? { rate: settings.dropout, random } : null;
      const logits = forwardPass(workspace, model, kernels, dropout);
      const cost = crossEntropy(logits, workspace.labels, workspace.m, workspace.weights);
      return { cost: l2 > 0 ? cost + l2Penalty(parameters, l2) : cost, m: workspace.m };
    },
    backward(learningRate, t) {
      backwardPass(workspace, model, gradients, kernels);
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
