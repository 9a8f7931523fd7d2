import type { HiddenLayer, TrainingSettings } from '../../../core/index.ts';
import { drawExamples, drawPictures } from './drawn.ts';

// The golden trainings: what is learned from, by which settings, through which engines. A run may be
// added, never changed.

/** What computes: products in JavaScript, or WebAssembly with so many threads. */
export type Engine = 'reference' | 'blocked' | 'portable-1' | 'portable-2' | 'relaxed-1';

export interface GoldenRun {
  name: string;
  examples: keyof typeof sources;
  engines: readonly Engine[];
  settings: Required<TrainingSettings>;
  /** The step after which a checkpoint is taken. */
  interruptedAfter: number | null;
}

export const sources = {
  bytes: { examples: () => drawExamples(40, 53, 'bytes'), training: 30 },
  floats: { examples: () => drawExamples(40, 53, 'floats'), training: 30 },
  wide: { examples: () => drawExamples(16, 400, 'bytes'), training: 11 },
  pictures: { examples: () => drawPictures(50, 8), training: 40 },
} as const;

const DENSE: Required<TrainingSettings> = {
  hiddenLayers: [7, 5],
  learningRate: 0.01,
  epochs: 4,
  minibatchSize: 8,
  seed: 5,
  scheme: 'he',
  optimizer: 'adam',
  weightDecay: 0,
  patience: null,
  activation: 'relu',
  loss: 'sigmoid',
  dropout: 0,
  l2: 0,
  schedule: { kind: 'constant' },
  classWeights: [1, 1],
  labelSmoothing: 0,
  gradientClipping: null,
  precision: 'float32',
  stepAugmentation: false,
  fullBatchMethod: 'plain',
};

const BLOCKS: readonly HiddenLayer[] = [
  { kind: 'convolution', size: 4 },
  { kind: 'convolution', size: 6 },
];

const CONVOLUTIONAL: Required<TrainingSettings> = {
  ...DENSE,
  hiddenLayers: BLOCKS,
  epochs: 2,
  minibatchSize: 16,
  seed: 6,
  optimizer: 'adamw',
  weightDecay: 0.01,
};

const LIVELY = { dropout: 0.3, l2: 0.002, patience: 2, labelSmoothing: 0.1 } as const;
const COSINE = { kind: 'cosine', warmupEpochs: 1 } as const;

const denseChanges: Record<string, Partial<TrainingSettings>> = {
  'gradient descent': { optimizer: 'gradient-descent', learningRate: 0.1 },
  momentum: { optimizer: 'momentum' },
  rmsprop: { optimizer: 'rmsprop', learningRate: 0.002 },
  adam: {},
  adamw: { optimizer: 'adamw', weightDecay: 0.02 },
  'gradient descent with weight decay': { optimizer: 'gradient-descent', weightDecay: 0.02 },
  'leaky relu': { activation: 'leaky-relu' },
  tanh: { activation: 'tanh', scheme: 'xavier' },
  sigmoid: { activation: 'sigmoid', scheme: 'xavier' },
  'no hidden layer': { hiddenLayers: [], scheme: 'tutorial' },
  'one wide layer': { hiddenLayers: [50], scheme: 'tutorial-deep', epochs: 2 },
  dropout: { dropout: 0.3 },
  l2: { l2: 0.05 },
  clipping: { gradientClipping: 0.2 },
  'clipping with l2 by momentum': { gradientClipping: 0.2, l2: 0.05, optimizer: 'momentum' },
  'step schedule': { schedule: { kind: 'step', every: 2, factor: 0.5 } },
  'cosine schedule': { schedule: COSINE },
  'balanced weights': { classWeights: 'balanced' },
  'chosen weights': { classWeights: [0.5, 2] },
  smoothing: { labelSmoothing: 0.2 },
  'full batch': { minibatchSize: null, optimizer: 'gradient-descent', learningRate: 0.1 },
  'full batch by adam with l2': { minibatchSize: null, l2: 0.01 },
  float64: { precision: 'float64' },
  'float64 full batch by rmsprop': {
    precision: 'float64',
    minibatchSize: null,
    optimizer: 'rmsprop',
  },
  'everything at once': { ...LIVELY, schedule: COSINE, gradientClipping: 0.5, epochs: 6 },
  'everything in float64': { ...LIVELY, activation: 'tanh', precision: 'float64', epochs: 6 },
};

const gramChanges: Record<string, Partial<TrainingSettings>> = {
  'gradient descent': { optimizer: 'gradient-descent', learningRate: 0.02 },
  momentum: { optimizer: 'momentum', learningRate: 0.005 },
  'no hidden layer': { hiddenLayers: [], optimizer: 'gradient-descent' },
  'everything that it takes': {
    ...LIVELY,
    optimizer: 'momentum',
    weightDecay: 0.01,
    activation: 'leaky-relu',
    schedule: COSINE,
    classWeights: 'balanced',
  },
  float64: { optimizer: 'momentum', precision: 'float64', activation: 'tanh' },
};

const convolutionalChanges: Record<string, Partial<TrainingSettings>> = {
  'as it is': {},
  'augmented with dropout': { stepAugmentation: true, dropout: 0.3, patience: 2 },
  'with a hidden layer by momentum': {
    hiddenLayers: [...BLOCKS, 5],
    optimizer: 'momentum',
    l2: 0.01,
  },
  'full batch in float64': { minibatchSize: null, precision: 'float64', epochs: 3 },
  'everything at once': {
    ...LIVELY,
    hiddenLayers: [...BLOCKS, 5, 3],
    stepAugmentation: true,
    gradientClipping: 0.5,
    schedule: COSINE,
    classWeights: 'balanced',
    epochs: 3,
  },
};

const EVERY_ENGINE = ['reference', 'blocked', 'portable-1', 'portable-2', 'relaxed-1'] as const;
const INTERRUPTED = new Set([
  'momentum',
  'everything at once',
  'everything in float64',
  'everything that it takes',
  'no hidden layer',
  'augmented with dropout',
]);

function placeOf(name: string, step: number) {
  return INTERRUPTED.has(name) ? step : null;
}

export const denseRuns: readonly GoldenRun[] = [
  ...Object.entries(denseChanges).map(([name, changes]): GoldenRun => ({
    name: `dense, ${name}`,
    examples: 'bytes',
    engines: EVERY_ENGINE,
    settings: { ...DENSE, ...changes },
    interruptedAfter: placeOf(name, 6),
  })),
  {
    name: 'dense, features in floats',
    examples: 'floats',
    engines: EVERY_ENGINE,
    settings: { ...DENSE, ...LIVELY },
    interruptedAfter: null,
  },
  ...Object.entries(gramChanges).map(([name, changes]): GoldenRun => ({
    name: `Gram, ${name}`,
    examples: 'wide',
    engines: ['reference', 'blocked', 'portable-1'],
    settings: {
      ...DENSE,
      epochs: 60,
      minibatchSize: null,
      fullBatchMethod: 'cheapest',
      ...changes,
    },
    interruptedAfter: placeOf(name, 20),
  })),
];

export const convolutionalRuns: readonly GoldenRun[] = Object.entries(convolutionalChanges).map(
  ([name, changes]) => ({
    name: `convolutional, ${name}`,
    examples: 'pictures',
    engines: ['reference', 'blocked', 'portable-1', 'relaxed-1'],
    settings: { ...CONVOLUTIONAL, ...changes },
    interruptedAfter: placeOf(name, 3),
  }),
);
