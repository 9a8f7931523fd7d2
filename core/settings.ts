import type { Activation } from './activations.ts';
import type { InitializationScheme } from './initialize.ts';
import type { OptimizerName } from './optimizer.ts';
import type { Schedule } from './schedule.ts';
import type { ClassWeights } from './targets.ts';

export interface TrainingSettings {
  /** Neurons in each hidden layer, for example [20, 7, 5]. */
  hiddenLayers: number[];
  learningRate: number;
  epochs: number;
  /** Examples in one step; null takes all of them in each step (full batch). */
  minibatchSize: number | null;
  /** For the first weights, the order of the examples and dropout. */
  seed: number;
  scheme: InitializationScheme;
  optimizer: OptimizerName;
  /** Each step shrinks every weight by learningRate · weightDecay of itself; 0 for none. */
  weightDecay: number;
  /**
   * Stop after so many epochs without a lower validation cost and keep the best epoch's weights; null
   * trains to the end and keeps the last weights.
   */
  patience: number | null;
  /** Of every hidden layer. Where not named: ReLU. */
  activation?: Activation;
  /** Share of each hidden layer's activations silenced in each step. Where not named: 0. */
  dropout?: number;
  /** λ of the penalty λ/2 · Σ w² in the cost. Where not named: 0. */
  l2?: number;
  /** Where not named: constant. */
  schedule?: Schedule;
  /** Where not named: 1 for both labels. */
  classWeights?: ClassWeights;
  /** ε: the network is to answer ε/2 and 1 − ε/2 in place of 0 and 1. Where not named: 0. */
  labelSmoothing?: number;
  /** The greatest length of all gradients as one vector; null for any. Where not named: null. */
  gradientClipping?: number | null;
  /** Of all numbers while training, and of the model. Where not named: float32. */
  precision?: 'float32' | 'float64';
  /**
   * `cheapest` does full-batch gradient descent and momentum through the Gram matrix of the examples
   * where that takes fewer multiplications; `plain` never. Where not named: cheapest.
   */
  fullBatchMethod?: 'cheapest' | 'plain';
}

/** Settings with nothing left open. */
export type CompleteSettings = Required<TrainingSettings>;

/**
 * The settings with the defaults where nothing is named, and nothing besides.
 *
 * @throws RangeError naming the setting, what was expected and what it is.
 */
export function completeSettings(given: TrainingSettings): CompleteSettings {
  const settings: CompleteSettings = {
    hiddenLayers: given.hiddenLayers,
    learningRate: given.learningRate,
    epochs: given.epochs,
    minibatchSize: given.minibatchSize,
    seed: given.seed,
    scheme: given.scheme,
    optimizer: given.optimizer,
    weightDecay: given.weightDecay,
    patience: given.patience,
    activation: given.activation ?? 'relu',
    dropout: given.dropout ?? 0,
    l2: given.l2 ?? 0,
    schedule: given.schedule ?? { kind: 'constant' },
    classWeights: given.classWeights ?? [1, 1],
    labelSmoothing: given.labelSmoothing ?? 0,
    gradientClipping: given.gradientClipping ?? null,
    precision: given.precision ?? 'float32',
    fullBatchMethod: given.fullBatchMethod ?? 'cheapest',
  };
  expectSettings(settings);
  return settings;
}

const CHOICES = {
  scheme: ['he', 'xavier', 'tutorial', 'tutorial-deep'],
  optimizer: ['gradient-descent', 'momentum', 'rmsprop', 'adam', 'adamw'],
  activation: ['relu', 'leaky-relu', 'tanh', 'sigmoid'],
  precision: ['float32', 'float64'],
  fullBatchMethod: ['cheapest', 'plain'],
} satisfies { [name in keyof CompleteSettings]?: CompleteSettings[name][] };

/** Settings may come from a file, so that not even the names are certain. */
function expectChoices(settings: CompleteSettings): void {
  for (const [name, choices] of Object.entries(CHOICES) as [keyof typeof CHOICES, string[]][]) {
    if (!choices.includes(settings[name])) {
      throw new RangeError(
        `Expected ${name} to be one of ${choices.join(', ')}, got ${settings[name]}`,
      );
    }
  }
}

function expectSettings(settings: CompleteSettings): void {
  expectChoices(settings);
  const { hiddenLayers, minibatchSize, patience, gradientClipping } = settings;
  if (!hiddenLayers.every(isCount)) {
    throw new RangeError(`Expected hiddenLayers of whole numbers from 1, got [${hiddenLayers}]`);
  }
  expectNumber('epochs', settings.epochs, isCount, 'a whole number from 1');
  expectNumber('learningRate', settings.learningRate, isPositive, 'a number over 0');
  expectNumber('weightDecay', settings.weightDecay, isFromZero, 'a number from 0');
  expectNumber('l2', settings.l2, isFromZero, 'a number from 0');
  expectNumber('dropout', settings.dropout, isShare, 'a number from 0 to below 1');
  expectNumber('labelSmoothing', settings.labelSmoothing, isShare, 'a number from 0 to below 1');
  expectSchedule(settings.schedule, settings.epochs);
  if (settings.classWeights !== 'balanced') {
    settings.classWeights.forEach((weight, label) => {
      expectNumber(`the class weight of label ${label}`, weight, isFromZero, 'a number from 0');
    });
  }
  if (minibatchSize !== null) {
    expectNumber('minibatchSize', minibatchSize, isCount, 'a whole number from 1, or null');
  }
  if (patience !== null) {
    expectNumber('patience', patience, isCount, 'a whole number from 1, or null');
  }
  if (gradientClipping !== null) {
    expectNumber('gradientClipping', gradientClipping, isPositive, 'a number over 0, or null');
  }
}

function expectSchedule(schedule: Schedule, epochs: number): void {
  if (schedule.kind === 'step') {
    expectNumber('the schedule’s every', schedule.every, isCount, 'a whole number from 1');
    const isFactor = (n: number) => isPositive(n) && n <= 1;
    expectNumber('the schedule’s factor', schedule.factor, isFactor, 'a number over 0, at most 1');
  } else if (schedule.kind === 'cosine') {
    const fits = (n: number) => isFromZero(n) && n < epochs;
    const expected = `a number from 0 to below the ${epochs} epochs`;
    expectNumber('the schedule’s warmupEpochs', schedule.warmupEpochs, fits, expected);
  } else if (schedule.kind !== 'constant') {
    const { kind } = schedule as { kind: unknown };
    throw new RangeError(`Expected a schedule that is constant, step or cosine, got ${kind}`);
  }
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0;
const isFromZero = (value: number): boolean => Number.isFinite(value) && value >= 0;
const isShare = (value: number): boolean => value >= 0 && value < 1;

function expectNumber(
  name: string,
  value: number,
  fits: (value: number) => boolean,
  expected: string,
): void {
  if (!fits(value)) throw new RangeError(`Expected ${name} to be ${expected}, got ${value}`);
}
