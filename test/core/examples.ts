import { numpyRandom, parameterNamed, train } from '../../core/index.ts';
import type {
  Examples,
  Kernels,
  Matrix,
  Model,
  Split,
  Training,
  TrainingSettings,
  TrainingStep,
} from '../../core/index.ts';

/** Bytes whose first half is brighter where the label is 1, under noise. */
export function makeExamples(count: number, featureCount = 48, seed = 3): Examples {
  const random = numpyRandom(seed);
  const labels = new Uint8Array(count).map(() => random.randint(0, 2));
  const features = new Uint8Array(count * featureCount).map((_, i) => {
    const isBright =
      labels[Math.floor(i / featureCount)] === 1 && i % featureCount < featureCount / 2;
    return random.randint(0, 150) + (isBright ? 60 : 0);
  });
  return { features, labels, count, featureCount };
}

/** The first `training` examples to learn from and the others kept aside. */
export function splitAt({ count }: Examples, training: number): Split {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  return { training: indices.slice(0, training), validation: indices.slice(training) };
}

export const PLAIN_SETTINGS: TrainingSettings = {
  hiddenLayers: [6, 4],
  learningRate: 0.01,
  epochs: 12,
  minibatchSize: 16,
  seed: 1,
  scheme: 'he',
  optimizer: 'adam',
  weightDecay: 0,
  patience: null,
};

/** Every step of a run, and how it ended. */
export function runToEnd(training: Training) {
  const steps: TrainingStep[] = [];
  for (;;) {
    const next = training.next();
    if (next.done) return { steps, result: next.value };
    if (next.value.phase === 'learning') steps.push(next.value);
  }
}

export function trainToEnd(
  examples: Examples,
  split: Split,
  changes: Partial<TrainingSettings> = {},
  kernels?: Kernels,
) {
  return runToEnd(train(examples, split, { ...PLAIN_SETTINGS, ...changes }, kernels));
}

/** W1, b1, … of a model. */
export function matrixOf(model: Model, name: string): Matrix {
  return parameterNamed(model.parameters, name).matrix;
}

/** P(label 1) of each example, given P(label 0) and P(label 1) one after another. */
export function ofSecond(probabilities: Float64Array): Float64Array {
  return probabilities.filter((_, i) => i % 2 === 1);
}
