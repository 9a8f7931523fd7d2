import type { InitializationScheme } from './initialize.ts';
import type { OptimizerName } from './optimizer.ts';

export interface TrainingSettings {
  /** Neurons in each hidden layer, for example [20, 7, 5]. */
  hiddenLayers: number[];
  learningRate: number;
  epochs: number;
  /** Examples in one step; null takes all of them in each step (full batch). */
  minibatchSize: number | null;
  /** For the first weights and the order of the examples. */
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
}

/** What one click trains with, and the share of the examples to keep aside. */
export interface OneClickSettings extends TrainingSettings {
  validationFraction: number;
}

/**
 * Settings that suit `exampleCount` photos of 64 × 64 RGB pixels. One small hidden layer with slow steps:
 * on few photos anything larger learns them by heart within three epochs. Over 1,000 photos there are
 * fewer epochs, each with more steps, so that the work stays about the same.
 */
export function oneClickSettings(exampleCount: number): OneClickSettings {
  return {
    hiddenLayers: [16],
    learningRate: 0.0002,
    epochs: Math.round(Math.min(120, Math.max(10, 120_000 / exampleCount))),
    minibatchSize: 32,
    seed: 1,
    scheme: 'tutorial',
    optimizer: 'adam',
    weightDecay: 0,
    patience: 25,
    validationFraction: 0.2,
  };
}

/** @throws RangeError naming the setting, what was expected and what it is. */
export function expectSettings(settings: TrainingSettings): void {
  const { hiddenLayers, minibatchSize, patience } = settings;
  if (!hiddenLayers.every(isCount)) {
    throw new RangeError(`Expected hiddenLayers of whole numbers from 1, got [${hiddenLayers}]`);
  }
  expectNumber('epochs', settings.epochs, isCount, 'a whole number from 1');
  expectNumber('learningRate', settings.learningRate, isPositive, 'a number over 0');
  expectNumber(
    'weightDecay',
    settings.weightDecay,
    (n) => n === 0 || isPositive(n),
    'a number from 0',
  );
  if (minibatchSize !== null) {
    expectNumber('minibatchSize', minibatchSize, isCount, 'a whole number from 1, or null');
  }
  if (patience !== null)
    expectNumber('patience', patience, isCount, 'a whole number from 1, or null');
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0;

function expectNumber(
  name: string,
  value: number,
  fits: (value: number) => boolean,
  expected: string,
): void {
  if (!fits(value)) throw new RangeError(`Expected ${name} to be ${expected}, got ${value}`);
}
