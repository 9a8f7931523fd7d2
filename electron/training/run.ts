import {
  evaluateModel,
  numpyRandom,
  oneClickSettings,
  serializeModel,
  splitTrainValidation,
  train,
} from '../../core/index.ts';
import type { Examples, Model, TrainingResult, TrainingStep } from '../../core/index.ts';
import type { CurvePoint, Outcome, TrainingSettings, ValidationFigures } from '../contract.ts';
import { figuresOf } from './figures.ts';
import type { FinishedTraining } from './operations.ts';

/** Milliseconds of training before requests and the system get their turn. */
const slice = 25;
const tellEvery = 100; // milliseconds
const mostPoints = 400;
/** Examples that are answered for between two turns of the others. */
const examplesAtOnce = 256;

export interface RunProgress {
  epoch: number;
  epochs: number;
  millisecondsLeft: number | null;
  curve: CurvePoint[];
}

export interface RunHost {
  now: () => number;
  /** Resolves when everything else that waits has had its turn. */
  breathe: () => Promise<void>;
  /** Resolves at once while the run may go on, later while it is paused; false when it is cancelled. */
  mayGoOn: () => Promise<boolean>;
  tell: (progress: RunProgress) => void;
}

const wentWrong = (epoch: number): Outcome<never> => ({
  ok: false,
  problem: {
    code: 'cost-not-finite',
    message: `The training went wrong in epoch ${epoch}: the network's numbers grew without end.`,
    nextStep: 'Choose a smaller learning rate in the settings, or train with one click.',
  },
});

const tooFew: Outcome<never> = {
  ok: false,
  problem: {
    code: 'too-few-labels',
    message: 'Training needs at least two readable photos of each kind.',
    nextStep: 'Label some more photos, then train again.',
  },
};

/** Trains to the end, or until the host says no (null); every few milliseconds the host gets its turn. */
export const runTraining = async (
  examples: Examples,
  settings: TrainingSettings,
  host: RunHost,
): Promise<Outcome<FinishedTraining | null>> => {
  const positive = examples.labels.reduce((sum, label) => sum + label, 0);
  if (Math.min(positive, examples.count - positive) < 2) return tooFew;
  const split = splitTrainValidation(
    examples.labels,
    settings.validationFraction,
    numpyRandom(settings.seed),
  );
  const steps = train(examples, split, { ...oneClickSettings(examples.count), ...settings });
  const clock = { spent: 0 };
  const result = await takeSteps(steps, host, clock);
  if (result === null) return { ok: true, value: null };
  if (result.stopped === 'not-finite') return wentWrong(result.epochsRun);
  const trainingAccuracy = await measureAccuracy(result.model, examples, split.training, host);
  if (trainingAccuracy === null) return { ok: true, value: null };
  const { model, epochsRun } = result;
  return {
    ok: true,
    value: {
      weights: serializeModel(model),
      layerSizes: model.layerSizes,
      epochsRun,
      milliseconds: Math.round(clock.spent),
      trainingAccuracy,
      validation: validationFigures(model, examples, split.validation),
    },
  };
};

const takeSteps = async (
  steps: Generator<TrainingStep, TrainingResult, void>,
  host: RunHost,
  clock: { spent: number },
): Promise<TrainingResult | null> => {
  let points: CurvePoint[] = [];
  let latest: TrainingStep | null = null;
  let toldAt = host.now();
  for (;;) {
    if (!(await host.mayGoOn())) return null;
    const began = host.now();
    while (host.now() - began < slice) {
      const { value, done } = steps.next();
      if (done === true) {
        clock.spent += host.now() - began;
        if (latest !== null) host.tell(progressAt(latest, points, clock.spent));
        return value;
      }
      latest = value;
      const point = pointOf(value);
      if (point !== null) points.push(point);
    }
    clock.spent += host.now() - began;
    if (latest !== null && host.now() - toldAt >= tellEvery) {
      host.tell(progressAt(latest, points, clock.spent));
      points = [];
      toldAt = host.now();
    }
    await host.breathe();
  }
};

/** The curve's point at the end of an epoch; of very many epochs only every n-th, and the last. */
const pointOf = ({ epoch, epochs, epochFigures }: TrainingStep): CurvePoint | null => {
  const every = Math.ceil(epochs / mostPoints);
  const isKept = epoch % every === 0 || epoch === epochs || epoch === 1;
  if (epochFigures === null || !isKept) return null;
  const { trainingCost, validationCost, validationAccuracy } = epochFigures;
  return {
    epoch,
    trainingCost,
    validationCost: validationCost ?? Number.NaN,
    validationAccuracy: validationAccuracy ?? Number.NaN,
  };
};

/** `spent`: milliseconds of training so far, without pauses. */
const progressAt = (
  { epoch, epochs, step, stepsPerEpoch }: TrainingStep,
  curve: CurvePoint[],
  spent: number,
): RunProgress => {
  const done = epoch - 1 + step / stepsPerEpoch;
  return { epoch, epochs, millisecondsLeft: (spent / done) * (epochs - done), curve };
};

/** How many of the examples at `indices` the model knows, 0 to 1; null when cancelled meanwhile. */
const measureAccuracy = async (
  model: Model,
  examples: Examples,
  indices: Uint32Array,
  host: RunHost,
): Promise<number | null> => {
  let correct = 0;
  for (let start = 0; start < indices.length; start += examplesAtOnce) {
    if (!(await host.mayGoOn())) return null;
    const part = indices.subarray(start, start + examplesAtOnce);
    correct += evaluateModel(model, examples, part).correct;
    await host.breathe();
  }
  return correct / indices.length;
};

const validationFigures = (
  model: Model,
  examples: Examples,
  indices: Uint32Array,
): ValidationFigures => {
  const { probabilities, cost } = evaluateModel(model, examples, indices);
  const targets = indices.map((index) => examples.labels[index] ?? 0);
  return figuresOf(probabilities, targets, cost);
};
