import * as v from 'valibot';

export const between = (low: number, high: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high));
export const wholeBetween = (low: number, high: number) => v.pipe(between(low, high), v.integer());

export const network = v.picklist(['dense', 'convolutional']);

/** Settings that come from elsewhere: from the window, from a model's file. */
export const trainingSettings = v.strictObject({
  hiddenLayers: v.pipe(v.array(wholeBetween(1, 4096)), v.maxLength(16)),
  learningRate: between(1e-9, 100),
  epochs: wholeBetween(1, 100_000),
  minibatchSize: v.nullable(wholeBetween(1, 1_000_000)),
  validationFraction: between(0.1, 0.5),
  seed: wholeBetween(0, 4_294_967_295),
  network,
  augmentation: v.boolean(),
  threads: wholeBetween(1, 64),
});
