import * as v from 'valibot';
import { SETTINGS_LIMITS as limits } from '../../contract/limits.ts';

export function between(low: number, high: number) {
  return v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high));
}
export function wholeBetween(low: number, high: number) {
  return v.pipe(between(low, high), v.integer());
}

interface Limits {
  least: number;
  most: number;
}

export function within({ least, most }: Limits) {
  return between(least, most);
}
function wholeWithin({ least, most }: Limits) {
  return wholeBetween(least, most);
}

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
