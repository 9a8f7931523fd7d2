import type {
  EyeSummary,
  EyeTrial,
  ModelSummary,
  TaskState,
  TrainingSettings,
  ValidationFigures,
} from '../../electron/contract.ts';
import type { TrainingState } from '../../renderer/app/task-views.ts';

export const SETTINGS: TrainingSettings = {
  hiddenLayers: [20, 7, 5],
  learningRate: 0.0075,
  epochs: 2500,
  minibatchSize: 32,
  validationFraction: 0.2,
  seed: 1,
  network: 'dense',
  augmentation: false,
  threads: 2,
};

export const VALIDATION: ValidationFigures = {
  count: 40,
  correct: 34,
  accuracy: 0.85,
  accuracyInterval: [0.709, 0.929],
  cost: 0.4,
  confusion: [
    [18, 2],
    [4, 16],
  ],
};

/** A training as main tells of it. */
export function trainingOf(change: Partial<TaskState<'training'>> = {}): TaskState<'training'> {
  const { runId, libraryId, phase: step, millisecondsLeft, problem, ...details } = runOf({});
  return {
    taskId: runId,
    kind: 'training',
    libraryId,
    phase: 'running',
    done: 0,
    total: details.epochs,
    millisecondsLeft,
    canPause: true,
    canCancel: true,
    problem,
    details: { ...details, step: step as 'training' },
    ...change,
  };
}

export function runOf(change: Partial<TrainingState>): TrainingState {
  return {
    runId: 1,
    libraryId: 7,
    phase: 'training',
    eyeId: 'keen@1',
    comparison: [],
    prepared: 120,
    toPrepare: 200,
    unreadable: 0,
    epoch: 0,
    epochs: 2500,
    millisecondsLeft: null,
    settings: SETTINGS,
    curve: [],
    modelId: null,
    problem: null,
    ...change,
  };
}

/** A ready eye, `keen@1` and called Keen for the kind `keen`. */
export function eyeOf(kind: EyeSummary['kind'], change: Partial<EyeSummary> = {}): EyeSummary {
  return {
    id: `${kind}@1`,
    kind,
    name: `${kind[0]?.toUpperCase()}${kind.slice(1)}`,
    fileName: kind === 'own' ? 'mine.onnx' : null,
    version: '1',
    licence: 'MIT',
    origin: { from: 'app' },
    contentHash: 'ab'.repeat(32),
    featureCount: 960,
    byteSize: 4_030_290,
    preset: null,
    problem: null,
    ...change,
  };
}

/** One eye's trial, done unless told otherwise; accuracy and interval by these percents. */
export function trialOf(
  name: string,
  [low, percent, high]: [low: number, percent: number, high: number],
  change: Partial<EyeTrial> = {},
): EyeTrial {
  return {
    eyeId: `${name.toLowerCase()}@1`,
    eyeName: name,
    status: 'done',
    looked: 100,
    toLook: 100,
    count: 100,
    correct: percent,
    accuracy: percent / 100,
    accuracyInterval: [low / 100, high / 100],
    seconds: 2.34,
    problem: null,
    ...change,
  };
}

export function modelOf(id: number, change: Partial<ModelSummary> = {}): ModelSummary {
  return {
    id,
    name: `Model ${id}`,
    isCurrent: false,
    createdAt: id,
    libraryId: 7,
    libraryName: 'Pets',
    categoryNames: ['Cat', 'Dog'],
    labelCounts: [100, 100],
    layerSizes: [960, 20, 1],
    settings: SETTINGS,
    epochsRun: 60,
    trainingMilliseconds: 3000,
    trainingAccuracy: 1,
    validation: VALIDATION,
    eyeId: 'keen@1',
    eyeName: 'Keen',
    comparison: [],
    ...change,
  };
}
