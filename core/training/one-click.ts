import type { HiddenLayer, TrainingSettings } from './settings.ts';

/** What a network is given: 64 × 64 pixels, the shapes in a picture, or another network's features. */
export type EyeKind = 'pixels' | 'shapes' | 'features';

/** What one click trains with, and the share of the examples to keep aside. */
export interface OneClickSettings extends TrainingSettings {
  validationFraction: number;
  /** Whether to learn from changed pictures as well: of `features` there are none. Where not in each step, from copies. */
  augmentation: boolean;
}

const COMMON = {
  minibatchSize: 32,
  seed: 1,
  optimizer: 'adam',
  weightDecay: 0,
} satisfies Partial<TrainingSettings>;

/** Settings that suit `exampleCount` labelled photos, measured on photos of cats and dogs. */
export function oneClickSettings(exampleCount: number, eyeKind: EyeKind): OneClickSettings {
  const settings = ONE_CLICK[eyeKind](exampleCount);
  return { ...settings, validationFraction: 0.2, augmentation: eyeKind !== 'features' };
}

/** What a person may choose of the settings. */
export type ChosenSettings = Pick<
  TrainingSettings,
  'hiddenLayers' | 'learningRate' | 'epochs' | 'minibatchSize' | 'seed'
>;

/**
 * A person's choice, with what it leaves open as one click would have it. With hidden layers of their own
 * nothing is penalised, since a penalty that suits one layer stops several from learning at all, and the
 * photos kept aside tell when to stop.
 */
export function completeChoice(
  chosen: ChosenSettings,
  exampleCount: number,
  eyeKind: EyeKind,
): TrainingSettings {
  const { pixels, [eyeKind]: own } = ONE_CLICK;
  const suited = chosen.hiddenLayers.length > 0 ? pixels(exampleCount) : own(exampleCount);
  const { hiddenLayers, learningRate, epochs, minibatchSize, seed } = chosen;
  return { ...suited, hiddenLayers, learningRate, epochs, minibatchSize, seed };
}

/**
 * Settings for `crossValidate` on `exampleCount` examples: those of one click, but for pixels, whose many
 * features would take long; they are learned from by momentum in full batch, through the Gram matrix of the
 * examples.
 */
export function comparisonSettings(exampleCount: number, eyeKind: EyeKind): TrainingSettings {
  const settings = ONE_CLICK[eyeKind](exampleCount);
  if (eyeKind !== 'pixels') return settings;
  return {
    ...settings,
    learningRate: 0.003,
    epochs: 60,
    minibatchSize: null,
    optimizer: 'momentum',
    patience: null,
  };
}

/** So many epochs that the work stays about the same, however many examples there are. */
function epochsFor(exampleCount: number, work: number, most: number): number {
  return Math.round(Math.min(most, Math.max(10, work / exampleCount)));
}

const ONE_CLICK: Record<EyeKind, (exampleCount: number) => TrainingSettings> = {
  /** One small hidden layer with slow steps: on few photos anything larger learns them by heart. */
  pixels: (exampleCount) => ({
    ...COMMON,
    hiddenLayers: [16],
    learningRate: 0.0002,
    epochs: epochsFor(exampleCount, 120_000, 120),
    scheme: 'tutorial',
    patience: 25,
  }),
  /**
   * Logistic regression held back by a strong L2 penalty. It hardly overfits with more epochs, and so needs no
   * photos to tell when to stop: of few photos the few kept aside would tell it wrong.
   */
  shapes: (exampleCount) => ({
    ...COMMON,
    hiddenLayers: [],
    learningRate: 0.001,
    epochs: epochsFor(exampleCount, 6000, 60),
    scheme: 'xavier',
    patience: null,
    l2: 1,
  }),
  /** Large steps: of few features and few photos there are few steps, and the first weights must be forgotten. */
  features: (exampleCount) => ({
    ...COMMON,
    hiddenLayers: [],
    learningRate: 0.01,
    epochs: epochsFor(exampleCount, 6000, 60),
    scheme: 'xavier',
    patience: null,
    l2: 0.2,
  }),
};

/** What a convolutional network sees of a picture, block by block. */
const BLOCKS: readonly HiddenLayer[] = [8, 16, 32, 64].map((size) => ({
  kind: 'convolution',
  size,
}));

/**
 * Settings of a convolutional network that suit `exampleCount` photos of 64 × 64 RGB pixels; neurons of
 * hidden dense layers may follow the convolutions. Up to 60 epochs: with more, a network of few photos learns
 * them by heart. Of more photos about 12,000 pictures are seen in all, and each at least 10 times. For up to
 * 400 photos that takes one core about two minutes in plain JavaScript and one in WebAssembly; for more it
 * grows.
 */
export function convolutionalOneClickSettings(
  exampleCount: number,
  hiddenLayers: readonly HiddenLayer[] = [],
): OneClickSettings {
  const fewest = Math.max(10, Math.min(30, 30_000 / exampleCount));
  return {
    hiddenLayers: [...BLOCKS, ...hiddenLayers],
    learningRate: 0.002,
    epochs: Math.round(Math.min(60, Math.max(fewest, 12_000 / exampleCount))),
    minibatchSize: 16,
    seed: 1,
    scheme: 'he',
    optimizer: 'adamw',
    weightDecay: 0.01,
    patience: null,
    dropout: 0.5,
    schedule: { kind: 'cosine', warmupEpochs: 2 },
    augmentation: true,
    stepAugmentation: true,
    validationFraction: 0.2,
  };
}
