import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  crossValidate,
  deserializeCheckpoint,
  deserializeModel,
  evaluateModel,
  kindsOf,
  modelPredictMany,
  numpyRandom,
  resumeTraining,
  sampleExamples,
  serializeCheckpoint,
  serializeModel,
  splitTrainValidation,
  train,
} from '../../../core/index.ts';
import type { Examples, HiddenLayer, TrainingSettings } from '../../../core/index.ts';
import { kernelsOf } from '../../golden/trainings/carry-out.ts';
import type { Engine } from '../../golden/trainings/runs.ts';
import { PLAIN_SETTINGS, runToEnd, splitAt, trainToEnd } from '../examples.ts';
import { finish } from '../pictures.ts';

interface GoldenTraining {
  name: string;
  kinds: number;
  filters: number[];
  hiddenLayers: number[];
  features: number[][];
  labels: number[];
  seed: number;
  learningRate: number;
  labelSmoothing: number;
  costs: number[];
  answers: number[][];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/softmax.json', import.meta.url), 'utf8'),
) as { trainings: GoldenTraining[] };

function examplesOf({ features, labels, kinds }: GoldenTraining): Examples {
  return {
    features: Uint8Array.from(features.flat()),
    labels: Uint8Array.from(labels),
    count: labels.length,
    featureCount: features[0].length,
    kinds,
  };
}

function settingsOf(training: GoldenTraining): TrainingSettings {
  const { filters, hiddenLayers, seed, learningRate, labelSmoothing, costs } = training;
  const blocks: HiddenLayer[] = filters.map((size) => ({ kind: 'convolution', size }));
  return {
    hiddenLayers: [...blocks, ...hiddenLayers],
    ...{ seed, learningRate, labelSmoothing },
    epochs: costs.length,
    minibatchSize: null,
    scheme: 'he',
    optimizer: 'gradient-descent',
    weightDecay: 0,
    patience: null,
    loss: 'softmax',
    classWeights: 'balanced',
    precision: 'float64',
    fullBatchMethod: 'plain',
  };
}

const ENGINES: Engine[] = ['reference', 'blocked', 'portable-1', 'portable-2', 'relaxed-1'];

function expectGolden(
  { costs, answers }: GoldenTraining,
  own: number[],
  probabilities: Float64Array,
): void {
  expect(own).toHaveLength(costs.length);
  own.forEach((cost, step) => expect(Math.abs(cost - costs[step])).toBeLessThan(1e-12));
  const expected = answers.flat();
  expect(probabilities).toHaveLength(expected.length);
  const worst = Math.max(...expected.map((p, i) => Math.abs(p - probabilities[i])));
  expect(worst).toBeLessThan(1e-12);
}

describe.each(golden.trainings)('a softmax against NumPy: $name', (training) => {
  const examples = examplesOf(training);
  const split = splitAt(examples, examples.count);
  const settings = settingsOf(training);

  it.each(ENGINES)('has the same costs and answers in Float64 through %s', async (engine) => {
    const { kernels, close } = await kernelsOf(engine);
    const { steps, result } = runToEnd(train(examples, split, settings, kernels));
    const answers = modelPredictMany(result.model, examples.features, kernels);
    expect(result.method).toBe('plain');
    expectGolden(
      training,
      steps.map(({ cost }) => cost),
      answers,
    );
    await close();
  });

  it.runIf(training.filters.length === 0)('and through the Gram matrix', () => {
    const cheapest = { ...settings, fullBatchMethod: 'cheapest' } as const;
    const { steps, result } = runToEnd(train(examples, split, cheapest));
    expect(result.method).toBe('gram');
    const answers = modelPredictMany(result.model, examples.features);
    expectGolden(
      training,
      steps.map(({ cost }) => cost),
      answers,
    );
  });

  it('ends within 1e-5 in Float32', () => {
    const { model } = runToEnd(
      train(examples, split, { ...settings, precision: 'float32' }),
    ).result;
    const answers = modelPredictMany(model, examples.features);
    training.answers.flat().forEach((p, i) => expect(Math.abs(p - answers[i])).toBeLessThan(1e-5));
  });
});

/** Bytes of which another part is brighter for each kind, under noise; the first kinds are more frequent. */
function drawKinds(count: number, kinds: number, featureCount = 60): Examples {
  const random = numpyRandom(6);
  const labels = Uint8Array.from({ length: count }, (_, i) =>
    i < 4 * kinds ? i % kinds : Math.min(random.randint(0, kinds), random.randint(0, kinds)),
  );
  const features = new Uint8Array(count * featureCount).map((_, i) => {
    const isOwn = (i % featureCount) % kinds === labels[Math.floor(i / featureCount)];
    return random.randint(0, 90) + (isOwn ? 150 : 0);
  });
  return { features, labels, count, featureCount, kinds };
}

describe.each([3, 7, 50])('%i kinds', (kinds) => {
  const examples = drawKinds(12 * kinds, kinds, 10 * kinds);
  const split = splitTrainValidation(examples.labels, 0.25, numpyRandom(1));
  const changes: Partial<TrainingSettings> = { hiddenLayers: [], epochs: 30, dropout: 0.1 };

  it.each(['blocked', 'portable-1', 'relaxed-1'] as const)(
    'are learned, saved, opened again and resumed through %s',
    async (engine) => {
      const { kernels, close } = await kernelsOf(engine);
      const { steps, result } = trainToEnd(examples, split, changes, kernels);
      const { model } = result;
      expect(kindsOf(model)).toBe(kinds);
      const evaluation = evaluateModel(model, examples, split.validation, kernels);
      expect(evaluation.accuracy).toBeGreaterThan(0.8);
      expect(evaluation.accuracy).toBe(steps.at(-1).epochFigures!.validationAccuracy);
      expect(evaluation.confusion.flat().reduce((sum, count) => sum + count)).toBe(
        split.validation.length,
      );
      expect(deserializeModel(serializeModel(model))).toEqual({ ok: true, model, about: '' });

      const checkpoint = read(steps, split, examples, changes, kernels);
      const rest = runToEnd(resumeTraining(examples, split, checkpoint, kernels));
      expect(serializeModel(rest.result.model)).toEqual(serializeModel(model));
      await close();
    },
    60_000,
  );

  it('have probabilities that sum to one, and an example the same bits alone as among others', () => {
    const { model } = trainToEnd(examples, split, { ...changes, epochs: 2 }).result;
    const all = modelPredictMany(model, examples.features);
    for (let i = 0; i < examples.count; i += 5) {
      const own = all.slice(i * kinds, (i + 1) * kinds);
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      const { featureCount } = examples;
      const features = examples.features.slice(i * featureCount, (i + 1) * featureCount);
      expect(modelPredictMany(model, features)).toEqual(own);
    }
  });

  it('are all in both parts of a split and in a sample', () => {
    const occurring = (part: Uint32Array) => new Set([...part].map((i) => examples.labels[i]));
    expect(occurring(split.training).size).toBe(kinds);
    expect(occurring(split.validation).size).toBe(kinds);
    const indices = Uint32Array.from(examples.labels.keys());
    const sample = sampleExamples(examples.labels, indices, 6 * kinds, numpyRandom(2));
    expect(sample).toHaveLength(6 * kinds);
    expect(occurring(sample).size).toBe(kinds);
  });
});

function read(
  steps: unknown[],
  split: Parameters<typeof train>[1],
  examples: Examples,
  changes: Partial<TrainingSettings>,
  kernels: Parameters<typeof train>[3],
) {
  const settings = { ...PLAIN_SETTINGS, ...changes };
  const wanted = Math.floor(steps.length / 2);
  let taken = 0;
  for (const event of train(examples, split, settings, kernels)) {
    if (event.phase !== 'learning' || ++taken < wanted) continue;
    const checkpoint = deserializeCheckpoint(serializeCheckpoint(event.checkpoint()));
    if (!checkpoint.ok) throw new Error(checkpoint.message);
    return checkpoint.checkpoint;
  }
  throw new Error(`Expected at least ${wanted} steps, got ${taken}`);
}

describe('several kinds', () => {
  it('are cross-validated, each example answered by a network that has not learned from it', () => {
    const examples = drawKinds(60, 4);
    const indices = Uint32Array.from(examples.labels.keys());
    const settings = { ...PLAIN_SETTINGS, hiddenLayers: [], epochs: 20 };
    const result = finish(crossValidate(examples, indices, settings, 4, numpyRandom(1)));
    expect(result.probabilities).toHaveLength(4 * result.count);
    expect(result.correct / result.count).toBeGreaterThan(0.8);
  });

  it('need a loss and class weights that are made for so many', () => {
    const examples = drawKinds(30, 3);
    const start = (changes: Partial<TrainingSettings>) => () =>
      train(examples, splitAt(examples, 30), { ...PLAIN_SETTINGS, ...changes }).next();
    expect(start({ loss: 'sigmoid' })).toThrow('Expected 2 kinds for a sigmoid, got 3');
    expect(start({ loss: 'hinge' })).toThrow('Expected loss to be one of sigmoid, softmax');
    expect(start({ classWeights: [1, 2] })).toThrow('Expected 3 class weights, got 2');
    expect(start({ classWeights: [1, 2, 3] })).not.toThrow();
    const beyond = { ...examples, kinds: 2 };
    expect(() => train(beyond, splitAt(examples, 30), PLAIN_SETTINGS).next()).toThrow(
      'Expected labels from 0 to 1, got 2',
    );
  });

  it('of which two are told apart by a softmax of two learn what the sigmoid learns', () => {
    const examples = drawKinds(80, 2);
    const split = splitAt(examples, 60);
    const accuracyWith = (loss: string) =>
      evaluateModel(trainToEnd(examples, split, { loss }).result.model, examples, split.validation)
        .accuracy;
    expect(accuracyWith('softmax')).toBeGreaterThan(0.9);
    expect(accuracyWith('sigmoid')).toBeGreaterThan(0.9);
  });
});
