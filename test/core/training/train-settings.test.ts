import { describe, expect, it } from 'vitest';
import {
  deserializeModel,
  evaluateModel,
  modelPredict,
  serializeModel,
} from '../../../core/index.ts';
import type { Examples, Model, Schedule, TrainingSettings } from '../../../core/index.ts';
import { ACTIVATIONS } from '../../../core/layers/activations/activations.ts';
import { OPTIMIZERS } from '../../../core/optimizers/optimizers.ts';
import { makeExamples, matrixOf, splitAt, trainToEnd } from '../examples.ts';

const examples = makeExamples(120);
const split = splitAt(examples, 90);

const activations = ACTIVATIONS.names();
const optimizers = OPTIMIZERS.names();

describe('train', () => {
  it.each(activations)(
    'learns what can be learned with %s, and the model answers so',
    (activation) => {
      const { steps, result } = trainToEnd(examples, split, { activation, epochs: 30 });
      const { validationAccuracy, validationCost } = steps.at(-1).epochFigures!;
      expect(validationAccuracy).toBeGreaterThan(0.85);
      const read = deserializeModel(serializeModel(result.model)) as { model: Model };
      expect(read.model.layers.map((layer) => layer.activation)).toEqual([
        activation,
        activation,
        null,
      ]);
      expect(evaluateModel(read.model, examples, split.validation).cost).toBe(validationCost);
    },
  );

  it.each(optimizers)(
    'learns with %s, dropout, L2, smoothing, clipping and a cosine',
    (optimizer) => {
      const { steps } = trainToEnd(examples, split, {
        ...{ optimizer, epochs: 40, dropout: 0.1, l2: 0.001, labelSmoothing: 0.1 },
        hiddenLayers: [12],
        learningRate: optimizer === 'gradient-descent' ? 0.2 : 0.02,
        weightDecay: 0.001,
        gradientClipping: 1,
        classWeights: 'balanced',
        schedule: { kind: 'cosine', warmupEpochs: 2 },
      });
      expect(steps.at(-1).epochFigures!.validationAccuracy).toBeGreaterThan(0.85);
    },
  );

  // Where every feature is constant only the last bias can learn: the answer tends to what minimises the cost.
  it.each<[Partial<TrainingSettings>, number]>([
    [{}, 30 / 120],
    [{ classWeights: 'balanced' }, 0.5],
    [{ classWeights: [1, 2] }, 60 / 150],
    [{ labelSmoothing: 0.2 }, 0.25 * 0.9 + 0.75 * 0.1],
    [{ classWeights: 'balanced', labelSmoothing: 0.5 }, 0.5],
  ])('with %o tends to the answer %d for 30 of 120 that look alike', (changes, expected) => {
    const alike: Examples = {
      features: new Uint8Array(120 * 3).fill(9),
      labels: new Uint8Array(120).fill(1, 0, 30),
      ...{ count: 120, featureCount: 3 },
    };
    const { result } = trainToEnd(alike, splitAt(alike, 120), {
      ...{ hiddenLayers: [], optimizer: 'gradient-descent', learningRate: 1 },
      ...{ epochs: 400, minibatchSize: null, precision: 'float64' },
      ...changes,
    });
    const [zero, one] = modelPredict(result.model, alike.features.subarray(0, 3));
    expect(one).toBeCloseTo(expected, 9);
    expect(zero).toBeCloseTo(1 - expected, 9);
  });

  it('tells the cost with the penalty, and ends with smaller weights for it', () => {
    const norm = (model: Model) => {
      let sum = 0;
      for (const { data } of ['W1', 'W2', 'W3'].map((name) => matrixOf(model, name))) {
        data.forEach((w) => (sum += w * w));
      }
      return sum;
    };
    const free = trainToEnd(examples, split);
    const held = trainToEnd(examples, split, { l2: 0.1 });
    const atStart = norm(
      trainToEnd(examples, split, { learningRate: 1e-30, epochs: 1 }).result.model,
    );
    expect(held.steps[0].cost - free.steps[0].cost).toBeCloseTo(0.05 * atStart, 5);
    expect(norm(held.result.model)).toBeLessThan(0.8 * norm(free.result.model));
  });

  it('follows the schedule: hardly moves once the learning rate is almost nothing', () => {
    const schedule = { kind: 'step', every: 1, factor: 1e-12 } as const;
    const once = trainToEnd(examples, split, { epochs: 1 }).result.model;
    const twice = trainToEnd(examples, split, { epochs: 2, schedule }).result.model;
    expect(serializeModel(twice)).toEqual(serializeModel(once));
  });

  it('never takes a step longer than learning rate times the clipping', () => {
    const changes = { optimizer: 'gradient-descent', minibatchSize: null, epochs: 1 } as const;
    const before = trainToEnd(examples, split, { ...changes, learningRate: 1e-30 }).result.model;
    const stepLength = (gradientClipping: number | null) => {
      const { model } = trainToEnd(examples, split, {
        ...changes,
        ...{ gradientClipping, learningRate: 1 },
      }).result;
      let sum = 0;
      for (const { name, matrix } of model.parameters) {
        const start = matrixOf(before, name).data;
        matrix.data.forEach((w, i) => (sum += (w - start[i]) ** 2));
      }
      return Math.sqrt(sum);
    };
    expect(stepLength(null)).toBeGreaterThan(0.3);
    expect(stepLength(0.01)).toBeCloseTo(0.01, 6);
  });

  it.each<[Partial<TrainingSettings>, string]>([
    [
      { optimizer: 'sgd' },
      'Expected optimizer to be one of gradient-descent, momentum, rmsprop, adam, adamw, got sgd',
    ],
    [
      { schedule: { kind: 'linear' } as unknown as Schedule },
      'constant, step or cosine, got linear',
    ],
    [{ dropout: 1 }, 'Expected dropout to be a number from 0 to below 1, got 1'],
    [{ labelSmoothing: -0.1 }, 'Expected labelSmoothing'],
    [{ l2: Infinity }, 'Expected l2 to be a number from 0, got Infinity'],
    [{ gradientClipping: 0 }, 'Expected gradientClipping'],
    [{ classWeights: [1, -1] }, 'Expected the class weight of label 1'],
    [{ schedule: { kind: 'step', every: 0, factor: 0.5 } }, 'Expected the schedule’s every'],
    [{ schedule: { kind: 'step', every: 1, factor: 2 } }, 'Expected the schedule’s factor'],
    [
      { schedule: { kind: 'cosine', warmupEpochs: 12 } },
      'Expected the schedule’s warmupEpochs to be a number from 0 to below the 12 epochs, got 12',
    ],
  ])('names what is wrong with %o', (changes, message) => {
    expect(() => trainToEnd(examples, split, changes)).toThrow(message);
  });
});
