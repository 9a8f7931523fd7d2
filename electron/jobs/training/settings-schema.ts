import * as v from 'valibot';
import { SETTINGS_LIMITS as limits } from '../../contract/limits.ts';

export const between = (low: number, high: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high));
export const wholeBetween = (low: number, high: number) => v.pipe(between(low, high), v.integer());

interface Limits {
  least: number;
  most: number;
}

export const within = ({ least, most }: Limits) => between(least, most);
const wholeWithin = ({ least, most }: Limits) => wholeBetween(least, most);

export const network = v.picklist(['dense', 'convolutional']);

/** Settings that come from elsewhere: from the window, from a model's file. */
export const trainingSettings = v.strictObject({
  hiddenLayers: v.pipe(v.array(wholeWithin(limits.neurons)), v.maxLength(limits.hiddenLayers.most)),
  learningRate: within(limits.learningRate),
  epochs: wholeWithin(limits.epochs),
  minibatchSize: v.nullable(wholeWithin(limits.minibatchSize)),
  validationFraction: within(limits.validationFraction),
  seed: wholeWithin(limits.seed),
  network,
  augmentation: v.boolean(),
  threads: wholeWithin(limits.threads),
});
