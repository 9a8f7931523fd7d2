import { writeFile } from 'node:fs/promises';
import { Matrix, modelLayerSizes, serializeModel } from '../../core/index.ts';
import type { Model } from '../../core/index.ts';
import type { AboutModel } from '../../electron/jobs/models/about.ts';
import { writeAbout } from '../../electron/jobs/models/about.ts';

const FEATURE_COUNT = 64 * 64 * 3;

/** One neuron that looks at 64×64 pixels and pays no attention to them: P(first kind) = σ(2) for every photo. */
const network: Model = {
  input: { values: FEATURE_COUNT, picture: null },
  layers: [{ kind: 'dense', size: 1, activation: null }],
  loss: 'sigmoid',
  parameters: [
    {
      name: 'W1',
      role: 'weight',
      matrix: new Matrix(1, FEATURE_COUNT, new Float32Array(FEATURE_COUNT)),
    },
    // The logit is of the second kind.
    { name: 'b1', role: 'bias', matrix: new Matrix(1, 1, Float32Array.of(-2)) },
  ],
  standardisation: {
    mean: new Float32Array(FEATURE_COUNT),
    spread: new Float32Array(FEATURE_COUNT).fill(1),
  },
  front: null,
  isMirrored: false,
};

export const PLAIN_ANSWER = 1 / (1 + Math.exp(-2));

export const plainModel: AboutModel = {
  name: 'Plain',
  createdAt: 1_700_000_000_000,
  libraryName: 'Pets',
  categoryNames: ['cat', 'dog'],
  labelCounts: [12, 9],
  layerSizes: modelLayerSizes(network),
  settings: {
    hiddenLayers: [],
    learningRate: 0.01,
    epochs: 9,
    minibatchSize: null,
    validationFraction: 0.2,
    seed: 1,
    network: 'dense',
    augmentation: false,
    threads: 1,
  },
  epochsRun: 9,
  trainingMilliseconds: 1.5,
  trainingAccuracy: 1,
  validation: {
    count: 4,
    correct: 3,
    accuracy: 0.75,
    accuracyInterval: [0.3, 0.95],
    cost: 0.4,
    confusion: [
      [2, 0],
      [1, 1],
    ],
  },
  eyeId: 'pixels-64@1',
  eyeName: 'Pixels',
};

export const plainWeights = serializeModel(network);

export function writePlainModel(file: string): Promise<void> {
  return writeFile(file, serializeModel(network, writeAbout(plainModel)));
}
