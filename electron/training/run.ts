import {
  evaluateModel,
  numpyRandom,
  oneClickSettings,
  serializeModel,
  splitTrainValidation,
  train,
} from '../../core/index.ts';
import type { Examples, Split, TrainingResult, TrainingStep } from '../../core/index.ts';
import type { CurvePoint, Outcome, TrainingSettings } from '../contract.ts';
import { figuresOf } from './figures.ts';
import type { FinishedTraining } from './operations.ts';

/** Milliseconds of training before requests and the system get their turn. */
const slice = 25;
const tellEvery = 100; // milliseconds
const mostPoints = 400;

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

const notFinite = (message: string): Outcome<never> => ({
  ok: false,
  problem: {
    code: 'cost-not-finite',
    message,
    nextStep: 'Choose a smaller learning rate in the settings, or go back to one-click.',
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
  if (result.stopped === 'not-finite') return notFinite(result.message ?? 'The cost went bad.');
  return { ok: true, value: finish(examples, split, result, clock.spent) };
};

const takeSteps = async (
  steps: Generator<TrainingStep, TrainingResult, void>,
  host: RunHost,
  clock: { spent: number },
): Promise<TrainingResult | null> => {
  let points: CurvePoint[] = [];
  let toldAt = host.now();
  for (;;) {
    if (!(await host.mayGoOn())) return null;
    const began = host.now();
    let latest: TrainingStep | null = null;
    while (host.now() - began < slice) {
      const { value, done } = steps.next();
      if (done === true) {
        clock.spent += host.now() - began;
        if (latest !== null || points.length > 0) tellOf(latest, points, host, clock.spent);
        return value;
      }
      latest = value;
      const point = pointOf(value);
      if (point !== null) points.push(point);
    }
    clock.spent += host.now() - began;
    if (latest !== null && host.now() - toldAt >= tellEvery) {
      tellOf(latest, points, host, clock.spent);
      points = [];
      toldAt = host.now();
    }
    await host.breathe();
  }
};

/** The curve's point at the end of an epoch; of very many epochs only every n-th, and the last. */
const pointOf = ({ epoch, epochs, epochFigures }: TrainingStep): CurvePoint | null => {
  const every = Math.ceil(epochs / mostPoints);
  if (epochFigures === null || (epoch % every !== 0 && epoch !== epochs && epoch !== 1))
    return null;
  const { trainingCost, validationCost, validationAccuracy } = epochFigures;
  return {
    epoch,
    trainingCost,
    validationCost: validationCost ?? Number.NaN,
    validationAccuracy: validationAccuracy ?? Number.NaN,
  };
};

const tellOf = (
  latest: TrainingStep | null,
  curve: CurvePoint[],
  host: RunHost,
  spent: number,
): void => {
  const last = curve.at(-1);
  const epoch = latest?.epoch ?? last?.epoch ?? 0;
  const epochs = latest?.epochs ?? epoch;
  const done = latest === null ? epoch : latest.epoch - 1 + latest.step / latest.stepsPerEpoch;
  const millisecondsLeft = done > 0 ? (spent / done) * (epochs - done) : null;
  host.tell({ epoch, epochs, millisecondsLeft, curve });
};

const finish = (
  examples: Examples,
  split: Split,
  { model, epochsRun }: TrainingResult,
  milliseconds: number,
): FinishedTraining => {
  const figuresAt = (indices: Uint32Array) => {
    const { probabilities, cost } = evaluateModel(model, examples, indices);
    const targets = Array.from(indices, (index) => examples.labels[index] ?? 0);
    return figuresOf(probabilities, targets, cost);
  };
  return {
    weights: serializeModel(model),
    layerSizes: model.layerSizes,
    epochsRun,
    milliseconds: Math.round(milliseconds),
    trainingAccuracy: figuresAt(split.training).accuracy,
    validation: figuresAt(split.validation),
  };
};
