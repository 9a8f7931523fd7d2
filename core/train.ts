import { createBatches } from './batches.ts';
import type { Batches } from './batches.ts';
import { crossEntropy } from './cost.ts';
import { expectExamples, expectSplit, measureStandardisation } from './examples.ts';
import type { Examples, Split } from './examples.ts';
import { initializeParameters } from './initialize.ts';
import { blockedKernels } from './kernels/blocked.ts';
import type { Kernels } from './kernels/kernels.ts';
import { evaluateModel } from './model.ts';
import type { Model } from './model.ts';
import type { NetworkGradients } from './network.ts';
import { createOptimizer } from './optimizer.ts';
import type { Optimizer } from './optimizer.ts';
import { numpyRandom } from './random.ts';
import type { NumpyRandom } from './random.ts';
import { expectSettings } from './settings.ts';
import type { TrainingSettings } from './settings.ts';
import { keepWeights } from './snapshot.ts';
import type { WeightSnapshot } from './snapshot.ts';
import { backwardPass, createGradients, forwardPass } from './workspace.ts';

export interface EpochFigures {
  /** Mean cost of the epoch's examples, each before its step. */
  trainingCost: number;
  /** Null when no examples were kept aside. */
  validationCost: number | null;
  /** 0 to 1. */
  validationAccuracy: number | null;
}

/** What happened in one step; the host may draw, pause or stop asking. */
export interface TrainingStep {
  /** From 1. */
  epoch: number;
  epochs: number;
  /** From 1, within the epoch. */
  step: number;
  stepsPerEpoch: number;
  /** Cost of this minibatch before the step. */
  cost: number;
  /** Set with the last step of an epoch. */
  epochFigures: EpochFigures | null;
}

export interface TrainingResult {
  model: Model;
  /** Epochs begun. */
  epochsRun: number;
  /** The epoch after which the model's weights were so; 0 is the start. */
  modelEpoch: number;
  /** `early`: validation no longer improved; `not-finite`: the cost went bad. */
  stopped: 'all-epochs' | 'early' | 'not-finite';
  /** For a person, when `stopped` is `not-finite`. */
  message: string | null;
}

interface Run {
  model: Model;
  random: NumpyRandom;
  batches: Batches;
  gradients: NetworkGradients;
  optimizer: Optimizer;
  /** Weights that gave a finite cost. */
  lastGood: WeightSnapshot;
  /** Weights with the lowest validation cost, where there is patience. */
  best: WeightSnapshot | null;
}

/**
 * Learns from the examples at `split.training` and watches those at `split.validation`. A generator: it
 * yields after each step and returns the model, so its host decides when the next step is taken.
 *
 * Each step: forward, cost, backward, optimizer. With `minibatchSize` null one step takes all examples;
 * otherwise each epoch shuffles them anew. Weights and order come from `settings.seed` alone. A cost that
 * is no longer finite ends the run as a value, with the last good weights in the model.
 *
 * @throws RangeError for examples, indices or settings that do not fit.
 */
export function* train(
  examples: Examples,
  split: Split,
  settings: TrainingSettings,
  kernels: Kernels = blockedKernels(),
): Generator<TrainingStep, TrainingResult, void> {
  expectExamples(examples);
  expectSplit(examples, split);
  expectSettings(settings);
  const run = startRun(examples, split, settings);
  const { epochs } = settings;
  const { stepsPerEpoch } = run.batches;
  let lowestCost = Infinity;

  for (let epoch = 1; epoch <= epochs; epoch++) {
    run.batches.beginEpoch(run.random);
    let validationCost: number | null = null;
    let costs = 0;
    for (let step = 1; step <= stepsPerEpoch; step++) {
      const { cost, m } = takeStep(run, step, epoch, kernels);
      if (!Number.isFinite(cost)) return endNotFinite(run, epoch);
      costs += cost * m;
      let epochFigures: EpochFigures | null = null;
      if (step === stepsPerEpoch) {
        epochFigures = {
          trainingCost: costs / split.training.length,
          ...validate(run.model, examples, split.validation, kernels),
        };
        validationCost = epochFigures.validationCost;
        if (!Number.isFinite(validationCost ?? 0)) return endNotFinite(run, epoch);
      }
      yield { epoch, epochs, step, stepsPerEpoch, cost, epochFigures };
    }
    if (run.best && validationCost !== null) {
      if (validationCost < lowestCost) {
        lowestCost = validationCost;
        run.best.save(run.model.parameters, epoch);
      } else if (epoch - run.best.epoch >= settings.patience!) {
        return endBest(run.model, run.best, epoch, 'early');
      }
    }
  }

  if (run.best && lowestCost < Infinity) return endBest(run.model, run.best, epochs, 'all-epochs');
  const { cost } = evaluateModel(run.model, examples, split.training, kernels);
  if (!Number.isFinite(cost)) return endNotFinite(run, epochs);
  return {
    model: run.model,
    epochsRun: epochs,
    modelEpoch: epochs,
    stopped: 'all-epochs',
    message: null,
  };
}

function startRun(examples: Examples, split: Split, settings: TrainingSettings): Run {
  const random = numpyRandom(settings.seed);
  const layerSizes = [examples.featureCount, ...settings.hiddenLayers, 1];
  const parameters = initializeParameters(layerSizes, { scheme: settings.scheme, random });
  const standardisation = measureStandardisation(examples, split.training);
  return {
    model: { layerSizes, parameters, standardisation },
    random,
    batches: createBatches(
      examples,
      split.training,
      standardisation,
      layerSizes,
      settings.minibatchSize,
    ),
    gradients: createGradients(layerSizes),
    optimizer: createOptimizer(parameters, settings),
    lastGood: keepWeights(parameters),
    best: settings.patience === null ? null : keepWeights(parameters),
  };
}

/** One step; where the cost is not finite the weights stay as they are. */
function takeStep(
  run: Run,
  step: number,
  epoch: number,
  kernels: Kernels,
): { cost: number; m: number } {
  const { parameters } = run.model;
  const workspace = run.batches.take(step - 1);
  const logits = forwardPass(workspace, parameters, kernels);
  const cost = crossEntropy(logits, workspace.labels, workspace.m);
  if (Number.isFinite(cost)) {
    if (step === 1) run.lastGood.save(parameters, epoch - 1);
    backwardPass(workspace, parameters, run.gradients, kernels);
    run.optimizer.step(run.gradients);
  }
  return { cost, m: workspace.m };
}

function validate(
  model: Model,
  examples: Examples,
  validation: Uint32Array,
  kernels: Kernels,
): { validationCost: number | null; validationAccuracy: number | null } {
  if (validation.length === 0) return { validationCost: null, validationAccuracy: null };
  const { cost, accuracy } = evaluateModel(model, examples, validation, kernels);
  return { validationCost: cost, validationAccuracy: accuracy };
}

function endBest(
  model: Model,
  best: WeightSnapshot,
  epochsRun: number,
  stopped: 'all-epochs' | 'early',
): TrainingResult {
  best.restore(model.parameters);
  return { model, epochsRun, modelEpoch: best.epoch, stopped, message: null };
}

function endNotFinite({ model, lastGood }: Run, epoch: number): TrainingResult {
  lastGood.restore(model.parameters);
  return {
    model,
    epochsRun: epoch,
    modelEpoch: lastGood.epoch,
    stopped: 'not-finite',
    message: `The cost is no longer finite at epoch ${epoch}; try a smaller learning rate.`,
  };
}
