import { ACTIVATIONS } from '../layers/activations/activations.ts';
import type { LayerPlan } from '../layers/layer.ts';
import { LAYERS } from '../layers/layers.ts';
import { LOSSES } from '../loss/losses.ts';
import type { ClassWeights } from '../loss/targets.ts';
import { OPTIMIZERS } from '../optimizers/optimizers.ts';
import { INITIALIZATION_SCHEMES } from '../tensor/first-weights.ts';
import type { InitializationScheme } from '../tensor/first-weights.ts';
import type { Schedule } from './schedule.ts';

/** A hidden layer: of so many neurons that see everything, or of another kind. */
export type HiddenLayer = number | Pick<LayerPlan, 'kind' | 'size'>;

export interface TrainingSettings {
  /** For example [20, 7, 5], or [{ kind: 'convolution', size: 8 }, 20]. */
  hiddenLayers: readonly HiddenLayer[];
  learningRate: number;
  epochs: number;
  /** Examples in one step; null takes all of them in each step (full batch). */
  minibatchSize: number | null;
  /** For the first weights, the order of the examples, augmentation and dropout. */
  seed: number;
  scheme: InitializationScheme;
  /** The name of one of `optimizers/`. */
  optimizer: string;
  /** Each step shrinks every weight (no bias) by learningRate · weightDecay of itself; 0 for none. */
  weightDecay: number;
  /**
   * Stop after so many epochs without a lower validation cost and keep the best epoch's weights; null
   * trains to the end and keeps the last weights.
   */
  patience: number | null;
  /** Of every hidden layer, the name of one of `layers/activations/`. Where not named: ReLU. */
  activation?: string;
  /** The name of one of `loss/`. Where not named, or null: a sigmoid for two kinds, a softmax for more. */
  loss?: string | null;
  /** Share of the hidden layers' activations silenced in each step. Where not named: 0. */
  dropout?: number;
  /** λ of the penalty λ/2 · Σ w² in the cost. Where not named: 0. */
  l2?: number;
  /** Where not named: constant. */
  schedule?: Schedule;
  /** Where not named: equal. */
  classWeights?: ClassWeights;
  /** ε: what is taken from the right kind and shared among all. Where not named: 0. */
  labelSmoothing?: number;
  /** The greatest length of all gradients as one vector; null for any. Where not named: null. */
  gradientClipping?: number | null;
  /** Of all numbers while training, and of the model. Where not named: float32. */
  precision?: 'float32' | 'float64';
  /**
   * Whether each step sees its pictures mirrored, shifted, lighter or darker (`augmentPicture`); only where
   * the first layer sees pictures. Where not named: no.
   */
  stepAugmentation?: boolean;
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
    loss: given.loss ?? null,
    dropout: given.dropout ?? 0,
    l2: given.l2 ?? 0,
    schedule: given.schedule ?? { kind: 'constant' },
    classWeights: given.classWeights ?? 'equal',
    labelSmoothing: given.labelSmoothing ?? 0,
    gradientClipping: given.gradientClipping ?? null,
    precision: given.precision ?? 'float32',
    stepAugmentation: given.stepAugmentation ?? false,
    fullBatchMethod: given.fullBatchMethod ?? 'cheapest',
  };
  expectSettings(settings);
  return settings;
}

/** The layers that these settings ask for, of which the last one gives so many logits. */
export function layerPlansOf(
  { hiddenLayers, activation }: CompleteSettings,
  outputs: number,
): LayerPlan[] {
  const hidden = hiddenLayers.map((layer) => {
    const { kind, size } = typeof layer === 'number' ? { kind: 'dense', size: layer } : layer;
    return { kind, size, activation };
  });
  return [...hidden, { kind: 'dense', size: outputs, activation: null }];
}

/** Settings may come from a file, so that not even the names are certain. */
function expectChoices(settings: CompleteSettings): void {
  const { scheme, precision, fullBatchMethod, optimizer, activation, loss } = settings;
  const choices: [name: string, value: string, choices: readonly string[]][] = [
    ['scheme', scheme, INITIALIZATION_SCHEMES],
    ['optimizer', optimizer, OPTIMIZERS.names()],
    ['activation', activation, ACTIVATIONS.names()],
    ['loss', loss ?? 'sigmoid', LOSSES.names()],
    ['precision', precision, ['float32', 'float64']],
    ['fullBatchMethod', fullBatchMethod, ['cheapest', 'plain']],
  ];
  for (const [name, value, possible] of choices) {
    if (!possible.includes(value)) {
      throw new RangeError(`Expected ${name} to be one of ${possible.join(', ')}, got ${value}`);
    }
  }
}

function expectHiddenLayers(hiddenLayers: readonly HiddenLayer[]): void {
  for (const layer of hiddenLayers) {
    const { kind, size } = typeof layer === 'number' ? { kind: 'dense', size: layer } : layer;
    if (!LAYERS.find(kind)) {
      throw new RangeError(`Expected hiddenLayers of ${LAYERS.names().join(', ')}, got ${kind}`);
    }
    if (!isCount(size)) {
      const sizes = hiddenLayers.map((one) => (typeof one === 'number' ? one : one.size));
      throw new RangeError(`Expected hiddenLayers of whole numbers from 1, got [${sizes}]`);
    }
  }
}

function expectSettings(settings: CompleteSettings): void {
  expectChoices(settings);
  const { minibatchSize, patience, gradientClipping, classWeights } = settings;
  expectHiddenLayers(settings.hiddenLayers);
  expectNumber('epochs', settings.epochs, isCount, 'a whole number from 1');
  expectNumber('learningRate', settings.learningRate, isPositive, 'a number over 0');
  expectNumber('weightDecay', settings.weightDecay, isFromZero, 'a number from 0');
  expectNumber('l2', settings.l2, isFromZero, 'a number from 0');
  expectNumber('dropout', settings.dropout, isShare, 'a number from 0 to below 1');
  expectNumber('labelSmoothing', settings.labelSmoothing, isShare, 'a number from 0 to below 1');
  expectSchedule(settings.schedule, settings.epochs);
  if (typeof classWeights !== 'string') {
    classWeights.forEach((weight, label) => {
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
    throw new RangeError(
      `Expected a schedule that is constant, step or cosine, got ${String(kind)}`,
    );
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
function isFromZero(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
function isShare(value: number): boolean {
  return value >= 0 && value < 1;
}

function expectNumber(
  name: string,
  value: number,
  fits: (value: number) => boolean,
  expected: string,
): void {
  if (!fits(value)) throw new RangeError(`Expected ${name} to be ${expected}, got ${value}`);
}
