import {
  completeChoice,
  convolutionalOneClickSettings,
  deserializeCheckpoint,
  evaluateModel,
  frontOf,
  kindsOf,
  modelLayerSizes,
  prepareExamples,
  resumeTraining,
  serializeModel,
  train,
} from '../../core/index.ts';
import type { Examples, Kernels, Model, Split, Training } from '../../core/index.ts';
import type { EyeId, EyeSummary, Outcome, TrainingSettings } from '../contract.ts';
import { fewestOfAKind } from './fewest.ts';
import { validationFiguresOf } from './figures.ts';
import { featuresKindOf } from './one-click.ts';
import type { FinishedTraining, KeptRun } from './operations.ts';
import { TOO_FEW, wentWrong } from './problems.ts';
import { ProgressTeller } from './progress.ts';
import type { RunProgress } from './progress.ts';
import { takeTurns } from './turns.ts';
import type { Turns } from './turns.ts';

/** Examples that are answered for between two turns of the others. */
const EXAMPLES_AT_ONCE = { dense: 256, convolutional: 16 };

export interface RunHost extends Turns {
  tell: (progress: RunProgress) => void;
  keep: (kept: KeptRun) => void;
}

export interface RunTask {
  examples: Examples;
  split: Split;
  eyeId: EyeId;
  eyeKind: EyeSummary['kind'];
  settings: TrainingSettings;
  goOnFrom: KeptRun | null;
  /** For the steps of the training. */
  kernels: Kernels;
  /** For all answers, now and later. */
  answering: Kernels;
}

/** Trains to the end, or until the host says no (null); every few milliseconds the host gets its turn. */
export async function runTraining(
  task: RunTask,
  host: RunHost,
): Promise<Outcome<FinishedTraining | null>> {
  const { examples, split, settings, answering } = task;
  if (!isEnough(examples, split)) return TOO_FEW;
  const { seed } = settings;
  const front = frontOf(task.eyeId);
  // A convolutional network is shown other copies of each photo in every epoch, by its own steps.
  const augmentation = settings.augmentation && settings.network === 'dense';
  const prepared = await takeTurns(
    prepareExamples(examples, split, { front, augmentation, seed }),
    host,
  );
  if (prepared === null) return { ok: true, value: null };
  const teller = new ProgressTeller(host, task.goOnFrom?.milliseconds ?? 0);
  const steps = stepsOf(task, prepared.result.examples, prepared.result.split);
  const taken = await takeTurns(steps, host, teller);
  if (taken === null) return { ok: true, value: null };
  const { model, epochsRun, stopped } = taken.result;
  if (stopped === 'not-finite') return wentWrong(epochsRun);
  // The examples are what the network sees already; only the saved model needs the way there.
  const check = (indices: Uint32Array) =>
    evaluateInTurns(model, prepared.result.examples, indices, answering, host);
  const [ofTraining, ofValidation] = [await check(split.training), await check(split.validation)];
  if (ofTraining === null || ofValidation === null) return { ok: true, value: null };
  return {
    ok: true,
    value: {
      weights: serializeModel(model.input.picture === null ? { ...model, front } : model),
      layerSizes: modelLayerSizes(model),
      epochsRun,
      milliseconds: Math.round(teller.milliseconds),
      trainingAccuracy: ofTraining.correct / ofTraining.count,
      validation: ofValidation,
    },
  };
}

/** Two of each kind, of which one at least is learned from, and something to check the network with. */
function isEnough(examples: Examples, { training, validation }: Split): boolean {
  const all = Uint32Array.from({ length: examples.count }, (_, index) => index);
  return (
    fewestOfAKind(examples, all) >= 2 &&
    fewestOfAKind(examples, training) >= 1 &&
    validation.length >= 1
  );
}

function stepsOf(
  { settings, eyeKind, goOnFrom, kernels }: RunTask,
  examples: Examples,
  split: Split,
): Training {
  const kept = goOnFrom === null ? null : deserializeCheckpoint(goOnFrom.checkpoint);
  if (kept?.ok === true) return resumeTraining(examples, split, kept.checkpoint, kernels);
  return train(examples, split, completeSettings(settings, eyeKind, split), kernels);
}

function completeSettings(
  settings: TrainingSettings,
  eyeKind: EyeSummary['kind'],
  { training }: Split,
) {
  if (settings.network === 'dense') {
    return completeChoice(settings, training.length, featuresKindOf(eyeKind));
  }
  const { hiddenLayers, learningRate, epochs, minibatchSize, seed } = settings;
  return {
    ...convolutionalOneClickSettings(training.length, hiddenLayers),
    ...{ learningRate, epochs, minibatchSize, seed },
    schedule: { kind: 'cosine', warmupEpochs: Math.min(2, epochs - 1) } as const,
    stepAugmentation: settings.augmentation,
  };
}

/** Null when cancelled meanwhile. */
async function evaluateInTurns(
  model: Model,
  examples: Examples,
  indices: Uint32Array,
  kernels: Kernels,
  host: RunHost,
) {
  const kinds = kindsOf(model);
  const probabilities = new Float64Array(kinds * indices.length);
  let cost = 0;
  const atOnce = EXAMPLES_AT_ONCE[model.input.picture === null ? 'dense' : 'convolutional'];
  for (let start = 0; start < indices.length; start += atOnce) {
    if (!(await host.mayGoOn())) return null;
    const part = indices.subarray(start, start + atOnce);
    const evaluation = evaluateModel(model, examples, part, kernels);
    probabilities.set(evaluation.probabilities, kinds * start);
    cost += (evaluation.cost * part.length) / indices.length;
    await host.breathe();
  }
  const labels = indices.map((index) => examples.labels[index] ?? 0);
  return validationFiguresOf(probabilities, labels, kinds, cost);
}
