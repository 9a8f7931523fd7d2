import { completeSettings } from '../settings.ts';
import type { CompleteSettings, TrainingSettings } from '../settings.ts';

/** How a convolutional network is trained; its weights start as He's and its activations are ReLU. */
export interface ConvolutionalSettings extends Omit<
  TrainingSettings,
  'scheme' | 'activation' | 'fullBatchMethod'
> {
  /** Filters of each block of convolution, max-pooling and ReLU, for example [8, 16, 32, 64]. */
  filters: number[];
  /** Whether each step sees its pictures mirrored, shifted, lighter or darker (`augmentPicture`). */
  augmentation: boolean;
}

/** Settings with nothing left open. */
export type CompleteConvolutionalSettings = CompleteSettings &
  Pick<ConvolutionalSettings, 'filters' | 'augmentation'>;

/** What one click trains with, and the share of the examples to keep aside. */
export interface ConvolutionalOneClickSettings extends ConvolutionalSettings {
  validationFraction: number;
}

/**
 * The settings with the defaults where nothing is named, and nothing besides.
 *
 * @throws RangeError naming the setting, what was expected and what it is.
 */
export function completeConvolutionalSettings(
  given: ConvolutionalSettings,
): CompleteConvolutionalSettings {
  const { filters, augmentation } = given;
  if (filters.length === 0 || !filters.every((count) => Number.isSafeInteger(count) && count > 0)) {
    throw new RangeError(`Expected filters of whole numbers from 1, got [${filters.join(', ')}]`);
  }
  const others = completeSettings({
    ...given,
    scheme: 'he',
    activation: 'relu',
    fullBatchMethod: 'plain',
  });
  return { ...others, filters, augmentation };
}

/** Whether settings, perhaps from a file, are of a convolutional network. */
export function isConvolutional(
  settings: CompleteSettings | CompleteConvolutionalSettings,
): settings is CompleteConvolutionalSettings {
  return 'filters' in settings;
}

/**
 * Settings that suit `exampleCount` photos of 64 × 64 RGB pixels. Up to 60 epochs: with more, a network of few
 * photos learns them by heart. Of more photos about 12,000 pictures are seen in all, and each at least 10
 * times. For up to 400 photos that takes one core about two minutes in plain JavaScript and one in
 * WebAssembly; for more it grows.
 */
export function convolutionalOneClickSettings(exampleCount: number): ConvolutionalOneClickSettings {
  const fewest = Math.max(10, Math.min(30, 30_000 / exampleCount));
  return {
    filters: [8, 16, 32, 64],
    hiddenLayers: [],
    learningRate: 0.002,
    epochs: Math.round(Math.min(60, Math.max(fewest, 12_000 / exampleCount))),
    minibatchSize: 16,
    seed: 1,
    optimizer: 'adamw',
    weightDecay: 0.01,
    patience: null,
    dropout: 0.5,
    schedule: { kind: 'cosine', warmupEpochs: 2 },
    augmentation: true,
    validationFraction: 0.2,
  };
}
