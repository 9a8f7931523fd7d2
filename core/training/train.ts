import type { Preparation } from '../engines/preparation.ts';
import { evaluateLogits, evaluateModel } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import type { Examples, Split } from '../features/examples.ts';
import type { Model } from '../network/model.ts';
import { areFinite } from '../network/parameter.ts';
import { blockedKernels } from '../tensor/blocked-kernels.ts';
import type { Kernels } from '../tensor/kernels.ts';
import { captureCheckpoint, restoreCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { l2Penalty, squaredNorm } from './penalty.ts';
import { modelOf, startRun } from './run.ts';
import type { Run } from './run.ts';
import { learningRateAt } from './schedule.ts';
import type { TrainingSettings } from './settings.ts';
import type { WeightSnapshot } from './snapshot.ts';

export interface EpochFigures {
  /** Mean cost of the epoch's examples, each before its step: what the steps make smaller. */
  trainingCost: number;
  /** Mean cross-entropy, all examples alike and without penalty; null when none were kept aside. */
  validationCost: number | null;
  /** 0 to 1. */
  validationAccuracy: number | null;
}

/** What happened in one step; the host may draw, pause or stop asking. */
export interface TrainingStep {
  phase: 'learning';
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
  /** Copies all that is needed to go on from here with `resumeTraining`; good until the next step. */
  checkpoint(): Checkpoint;
}

/** What a run does, one after the other. */
export type Training = Generator<Preparation | TrainingStep, TrainingResult, void>;

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
  /** Whether the steps were computed on the features or through the Gram matrix of the examples. */
  method: 'plain' | 'gram';
}

/**
 * Learns from the examples at `split.training` and watches those at `split.validation`. A generator: it
 * yields after each step and returns the model, so its host decides when the next step is taken.
 *
 * Each step: forward, cost, backward, optimizer. With `minibatchSize` null one step takes all examples;
 * otherwise each epoch shuffles them anew. Weights, order, augmentation and dropout come
 * from `settings.seed` alone. A cost that
 * is no longer finite ends the run as a value, with the last good weights in the model.
 *
 * Full-batch gradient descent and momentum go through the Gram matrix of the examples where that is
 * cheaper (`engines/gram/gram.ts` derives it). What has to be done before the first step
 * yields too, every few milliseconds.
 *
 * With kernels that have a memory of their own, the run lives there until it is over. A host that gives it
 * up before says so with `abandon`.
 *
 * @throws RangeError for examples, indices or settings that do not fit.
 */
export function* train(
  examples: Examples,
  split: Split,
  settings: TrainingSettings,
  kernels: Kernels = blockedKernels(),
): Training {
  const run = yield* startRun(examples, split, settings, kernels);
  try {
    return yield* takeSteps(run);
  } finally {
    run.descent.close?.();
  }
}

/**
 * Goes on after the step of `checkpoint` with the same examples and split: every number from there on is
 * what it would have been without the interruption, to the last bit.
 *
 * @throws RangeError when the checkpoint is not of a run on these examples.
 */
export function* resumeTraining(
  examples: Examples,
  split: Split,
  checkpoint: Checkpoint,
  kernels: Kernels = blockedKernels(),
): Training {
  const run = yield* startRun(examples, split, checkpoint.settings, kernels);
  try {
    restoreCheckpoint(run, checkpoint);
    return yield* takeSteps(run);
  } finally {
    run.descent.close?.();
  }
}

/** Ends a run before its end, so that what it holds of the kernels' memory is free again. */
export function abandon(training: Training): void {
  // Its result is what nobody waits for.
  training.return(undefined as never);
}

/** Takes the steps of a run from where it is. */
function* takeSteps(run: Run): Generator<TrainingStep, TrainingResult, void> {
  const { batches, best, progress } = run;
  const { epochs, patience } = run.settings;
  const { stepsPerEpoch } = batches;
  for (;;) {
    if (progress.step === stepsPerEpoch) {
      const hasBest = best !== null && progress.lowestCost < Infinity;
      if (hasBest && progress.epoch > best.epoch && progress.epoch - best.epoch >= patience!) {
        return endWith(run, best, 'early');
      }
      if (progress.epoch === epochs) return hasBest ? endWith(run, best, 'all-epochs') : end(run);
      progress.epoch++;
      progress.step = 0;
      progress.costs = 0;
      batches.beginEpoch(run.random);
    }
    const cost = takeStep(run);
    if (!Number.isFinite(cost)) return endNotFinite(run);
    let epochFigures: EpochFigures | null = null;
    if (progress.step === stepsPerEpoch) {
      epochFigures = endEpoch(run);
      if (!epochFigures) return endNotFinite(run);
    }
    const { epoch, step } = progress;
    const checkpoint = () => captureCheckpoint(run);
    yield { phase: 'learning', epoch, epochs, step, stepsPerEpoch, cost, epochFigures, checkpoint };
  }
}

/** One step, and its cost; where that is not finite the weights stay as they are. */
function takeStep(run: Run): number {
  const { descent, batches, progress, lastGood, settings } = run;
  const { epochs, schedule, learningRate } = settings;
  const { stepsPerEpoch } = batches;
  const step = ++progress.step;
  const { epoch } = progress;
  const batch = batches.take(step);
  const cost = descent.forward(batch, run.random) + penaltyOf(run);
  if (!Number.isFinite(cost)) return cost;
  if (step === 1) lastGood.save(descent.weights, epoch - 1);
  const rate = learningRateAt(schedule, learningRate, { epoch, step, epochs, stepsPerEpoch });
  run.stepper.step(rate, (epoch - 1) * stepsPerEpoch + step);
  progress.costs += cost * batch.length;
  return cost;
}

function penaltyOf({ descent, settings }: Run): number {
  const { l2 } = settings;
  if (l2 === 0) return 0;
  return l2Penalty(descent.squaredNorm?.() ?? squaredNorm(descent.weights), l2);
}

/** How the epoch went; null where something is no longer finite. */
function endEpoch(run: Run): EpochFigures | null {
  const { descent, progress, best, task } = run;
  // A saturated hidden layer hides infinite weights from the cost.
  if (!(descent.isFinite?.() ?? areFinite(descent.weights))) return null;
  const evaluation = validate(run);
  if (evaluation && !Number.isFinite(evaluation.cost)) return null;
  if (best && evaluation && evaluation.cost < progress.lowestCost) {
    progress.lowestCost = evaluation.cost;
    best.save(descent.weights, progress.epoch);
  }
  return {
    trainingCost: progress.costs / task.split.training.length,
    validationCost: evaluation?.cost ?? null,
    validationAccuracy: evaluation?.accuracy ?? null,
  };
}

/** How well the weights answer for the examples kept aside; null when there are none. */
function validate({ task, descent }: Run): Evaluation | null {
  const { loss, split, examples } = task;
  if (split.validation.length === 0) return null;
  return evaluateLogits(loss, descent.keptLogits(), examples, split.validation);
}

function end(run: Run): TrainingResult {
  const model = modelOf(run);
  return isUsable(run, model) ? endAt(run, model, run.progress.epoch) : endNotFinite(run);
}

function endWith(
  run: Run,
  best: WeightSnapshot,
  stopped: TrainingResult['stopped'],
): TrainingResult {
  best.restore(run.descent.weights);
  return endAt(run, modelOf(run), best.epoch, stopped);
}

function endNotFinite(run: Run): TrainingResult {
  const { descent, lastGood, start, progress } = run;
  lastGood.restore(descent.weights);
  let model = modelOf(run);
  let modelEpoch = lastGood.epoch;
  // Good for one minibatch is not yet good for every example.
  if (!isUsable(run, model)) {
    start.restore(descent.weights);
    model = modelOf(run);
    modelEpoch = 0;
  }
  const message = `The cost is no longer finite at epoch ${progress.epoch}; try a smaller learning rate.`;
  return endAt(run, model, modelEpoch, 'not-finite', message);
}

function endAt(
  { progress, engine }: Run,
  model: Model,
  modelEpoch: number,
  stopped: TrainingResult['stopped'] = 'all-epochs',
  message: string | null = null,
): TrainingResult {
  const { method } = engine;
  return { model, epochsRun: progress.epoch, modelEpoch, stopped, message, method };
}

function isUsable({ task }: Run, model: Model): boolean {
  const { examples, split, kernels } = task;
  const { cost } = evaluateModel(model, examples, split.training, kernels);
  return areFinite(model.parameters) && Number.isFinite(cost);
}
