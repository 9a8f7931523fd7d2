import { describe, expect, it } from 'vitest';
import { abandon, train } from '../../../core/index.ts';
import type { TrainingSettings } from '../../../core/index.ts';
import { makeExamples, matrixOf, PLAIN_SETTINGS, splitAt, trainToEnd } from '../examples.ts';

// More features than are multiplied at once, and more examples than are columns at once.
const examples = makeExamples(50, 300);
const split = splitAt(examples, 40);

const FULL_BATCH: Partial<TrainingSettings> = {
  hiddenLayers: [5, 3],
  minibatchSize: null,
  optimizer: 'gradient-descent',
  learningRate: 0.005,
  epochs: 2500,
  precision: 'float64',
};

const EVERYTHING: Partial<TrainingSettings> = {
  optimizer: 'momentum',
  learningRate: 0.001,
  activation: 'tanh',
  l2: 0.01,
  weightDecay: 0.02,
  dropout: 0.2,
  labelSmoothing: 0.1,
  classWeights: [1, 2],
  schedule: { kind: 'cosine', warmupEpochs: 50 },
};

describe('full batch through the Gram matrix', () => {
  it.each<[string, Partial<TrainingSettings>]>([
    ['gradient descent', {}],
    ['momentum', { optimizer: 'momentum', learningRate: 0.001 }],
    ['gradient descent with L2 and weight decay', { l2: 0.05, weightDecay: 0.01 }],
    ['momentum with all else that can be set', EVERYTHING],
    ['one layer', { hiddenLayers: [] }],
  ])('%s equals the plain way to 1e-10 over 2,500 iterations', (_, changes) => {
    const settings = { ...FULL_BATCH, ...changes };
    const gram = trainToEnd(examples, split, settings);
    const plain = trainToEnd(examples, split, { ...settings, fullBatchMethod: 'plain' });
    expect([gram.result.method, plain.result.method]).toEqual(['gram', 'plain']);
    expect(gram.steps).toHaveLength(2500);

    const figures = ({ steps }: typeof gram) =>
      steps.flatMap(({ cost, epochFigures }) => [cost, epochFigures!.validationCost!]);
    const expected = figures(plain);
    const worst = Math.max(...figures(gram).map((value, i) => Math.abs(value - expected[i])));
    expect(worst).toBeLessThan(1e-10);
    expect(expected.at(-2)).toBeLessThan(expected[0]);

    for (const { name, matrix } of plain.result.model.parameters) {
      const { rows, cols, data } = matrixOf(gram.result.model, name);
      expect([rows, cols]).toEqual([matrix.rows, matrix.cols]);
      const differences = data.map((w, i) => Math.abs(w - matrix.data[i]));
      expect(Math.max(...differences)).toBeLessThan(1e-10);
    }
  });

  it('gives a Float32 model that is nearer to Float64 than Float32 steps come', () => {
    const exact = trainToEnd(examples, split, { ...FULL_BATCH, fullBatchMethod: 'plain' });
    const changes = { ...FULL_BATCH, precision: 'float32' } as const;
    const gram = trainToEnd(examples, split, changes);
    const plain = trainToEnd(examples, split, { ...changes, fullBatchMethod: 'plain' });
    const distance = ({ result }: typeof gram) =>
      Math.max(
        ...matrixOf(result.model, 'W1').data.map((w, i) =>
          Math.abs(w - matrixOf(exact.result.model, 'W1').data[i]),
        ),
      );
    expect(gram.result.method).toBe('gram');
    expect(matrixOf(gram.result.model, 'W1').data).toBeInstanceOf(Float32Array);
    expect(distance(gram)).toBeLessThan(1e-6);
    expect(distance(gram)).toBeLessThan(distance(plain));
  });

  it('stops early with the same best epoch as the plain way', () => {
    // Wrong labels among those kept aside: the more certain the network, the dearer they are.
    const labels = examples.labels.map((label, i) => (i >= 40 && i < 43 ? 1 - label : label));
    const partlyWrong = { ...examples, labels };
    const settings = { ...FULL_BATCH, patience: 20 };
    const gram = trainToEnd(partlyWrong, split, settings).result;
    const plain = trainToEnd(partlyWrong, split, { ...settings, fullBatchMethod: 'plain' }).result;
    expect([gram.method, gram.stopped, plain.stopped]).toEqual(['gram', 'early', 'early']);
    expect([gram.modelEpoch, gram.epochsRun]).toEqual([plain.modelEpoch, plain.epochsRun]);
    expect(gram.modelEpoch).toBeGreaterThan(1);
    const [W, expected] = [matrixOf(gram.model, 'W1').data, matrixOf(plain.model, 'W1').data];
    expect(Math.max(...W.map((w, i) => Math.abs(w - expected[i])))).toBeLessThan(1e-10);
  });

  it.each<[string, Partial<TrainingSettings>]>([
    ['Adam divides by each gradient’s size', { optimizer: 'adam' }],
    ['RMSProp divides by each gradient’s size', { optimizer: 'rmsprop' }],
    ['each minibatch has its own products', { minibatchSize: 8 }],
    ['clipping needs the length of dW1', { gradientClipping: 1 }],
    ['a few epochs do not pay for the products', { epochs: 1 }],
  ])('is not taken where %s', (_, changes) => {
    const settings = { ...FULL_BATCH, epochs: 100 };
    expect(trainToEnd(examples, split, settings).result.method).toBe('gram');
    expect(trainToEnd(examples, split, { ...settings, ...changes }).result.method).toBe('plain');
  });

  it('lets its host have a turn while the products are made', () => {
    const many = makeExamples(420, 3000);
    const settings = { ...PLAIN_SETTINGS, ...FULL_BATCH, epochs: 2000 };
    const training = train(many, splitAt(many, 400), settings);
    const shares: number[] = [];
    let event = training.next();
    while (!event.done && event.value.phase === 'preparing') {
      shares.push(event.value.done);
      event = training.next();
    }
    // 400 · 400 / 2 · 3,000 multiplications and some more, yielded after each 20 million.
    expect(shares.length).toBeGreaterThanOrEqual(10);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(event.done === false && event.value.phase).toBe('learning');
    abandon(training);
  });

  it('is not taken where the features are fewer than twice the examples', () => {
    const narrow = makeExamples(30, 43);
    const { result } = trainToEnd(narrow, splitAt(narrow, 22), FULL_BATCH);
    expect(result.method).toBe('plain');
  });
});
