import { describe, expect, it } from 'vitest';
import {
  deserializeModel,
  evaluateModel,
  modelPredict,
  modelPredictMany,
  numpyRandom,
  serializeModel,
  splitTrainValidation,
  train,
} from '../../../core/index.ts';
import type { Examples, TrainingSettings } from '../../../core/index.ts';
import {
  makeExamples,
  matrixOf,
  PLAIN_SETTINGS as settings,
  trainToEnd as run,
} from '../examples.ts';

const FEATURES = 48;

const examples = makeExamples(120);
const split = splitTrainValidation(examples.labels, 0.25, numpyRandom(1));

describe('train', () => {
  it.each([
    { optimizer: 'gradient-descent', learningRate: 0.1, minibatchSize: 16 },
    { optimizer: 'momentum', learningRate: 0.02, minibatchSize: 16 },
    { optimizer: 'adam', learningRate: 0.01, minibatchSize: 16 },
    { optimizer: 'adam', learningRate: 0.05, minibatchSize: null },
  ] as const)('learns what can be learned: $optimizer, minibatch $minibatchSize', (changes) => {
    const { steps, result } = run(examples, split, changes);
    const { validationAccuracy } = steps.at(-1).epochFigures!;
    expect(validationAccuracy).toBeGreaterThan(0.85);
    expect(result).toMatchObject({ stopped: 'all-epochs', epochsRun: 12, modelEpoch: 12 });
  });

  it('tells after each step where it is, and after each epoch how well it does', () => {
    const { steps } = run(examples, split, { epochs: 2 });
    // 90 examples in steps of 16
    expect(steps.map(({ epoch, step }) => [epoch, step])).toEqual(
      [1, 2].flatMap((epoch) => [1, 2, 3, 4, 5, 6].map((step) => [epoch, step])),
    );
    expect(steps.every(({ stepsPerEpoch, epochs }) => stepsPerEpoch === 6 && epochs === 2)).toBe(
      true,
    );
    expect(steps.filter(({ epochFigures }) => epochFigures).map(({ step }) => step)).toEqual([
      6, 6,
    ]);
  });

  it('gives the same weights for the same seed, others for another', () => {
    const bytes = (seed: number) => serializeModel(run(examples, split, { seed }).result.model);
    expect(bytes(4)).toEqual(bytes(4));
    expect(bytes(4)).not.toEqual(bytes(5));
  });

  it('stops early and keeps the weights with the lowest validation cost', () => {
    const random = numpyRandom(8);
    const coinTosses = examples.labels.map(() => random.randint(0, 2));
    const unlearnable: Examples = { ...examples, labels: coinTosses };
    const { steps, result } = run(unlearnable, split, { epochs: 500, patience: 5 });
    expect(result.stopped).toBe('early');
    expect(result.epochsRun).toBe(result.modelEpoch + 5);
    const costs = steps.flatMap(({ epochFigures }) => epochFigures?.validationCost ?? []);
    expect(Math.min(...costs)).toBe(costs[result.modelEpoch - 1]);
    const { cost } = evaluateModel(result.model, unlearnable, split.validation);
    expect(cost).toBe(costs[result.modelEpoch - 1]);
  });

  it.each([null, 16])(
    'ends with a message and usable weights when the cost goes bad (minibatch %s)',
    (minibatchSize) => {
      const { result } = run(examples, split, {
        optimizer: 'gradient-descent',
        learningRate: 1e30,
        minibatchSize,
      });
      expect(result.stopped).toBe('not-finite');
      expect(result.message).toBe(
        `The cost is no longer finite at epoch ${result.epochsRun}; try a smaller learning rate.`,
      );
      expect(modelPredictMany(result.model, examples.features).every(Number.isFinite)).toBe(true);
    },
  );

  it.each([
    { name: 'one example', count: 1, training: [0], labels: [1] },
    { name: 'all labels 1', count: 4, training: [0, 1, 2], labels: [1, 1, 1, 1] },
    { name: 'all labels 0', count: 4, training: [0, 1, 2], labels: [0, 0, 0, 0] },
  ])('takes $name', ({ count, training, labels }) => {
    const few: Examples = { ...makeExamples(count), labels: Uint8Array.from(labels) };
    const validation = Uint32Array.from({ length: count - training.length }, () => count - 1);
    const { result } = run(few, { training: Uint32Array.from(training), validation });
    expect(result.stopped).toBe('all-epochs');
    expect(modelPredictMany(result.model, few.features).every(Number.isFinite)).toBe(true);
  });

  it('takes features that never change', () => {
    const flat: Examples = { ...examples, features: new Uint8Array(120 * FEATURES).fill(9) };
    const { result } = run(flat, split);
    expect(result.stopped).toBe('all-epochs');
    for (const p of modelPredict(result.model, flat.features.subarray(0, FEATURES))) {
      expect(p).toBeGreaterThan(0);
    }
  });

  it('learns from floats as from the bytes they equal', () => {
    const floats: Examples = { ...examples, features: Float32Array.from(examples.features) };
    expect(serializeModel(run(floats, split).result.model)).toEqual(
      serializeModel(run(examples, split).result.model),
    );
  });

  it('names what does not fit', () => {
    const start = (changes: Partial<TrainingSettings>, own: Examples = examples) =>
      train(own, split, { ...settings, ...changes }).next();
    expect(() => start({ epochs: 0 })).toThrow(
      'Expected epochs to be a whole number from 1, got 0',
    );
    expect(() => start({ learningRate: NaN })).toThrow('Expected learningRate');
    expect(() => start({ hiddenLayers: [3, 0] })).toThrow('Expected hiddenLayers');
    expect(() => start({}, { ...examples, count: 119 })).toThrow(
      'Expected 119 × 48 = 5712 features',
    );
    expect(() => start({}, { ...examples, labels: new Uint8Array(120).fill(2) })).toThrow('got 2');
    const outside = { training: Uint32Array.of(120), validation: new Uint32Array() };
    expect(() => train(examples, outside, settings).next()).toThrow('below 120, got 120');
  });
});

describe('modelPredict', () => {
  it('gives an example the same bits alone as in any batch and in the evaluation', () => {
    const { model } = run(examples, split).result;
    const all = modelPredictMany(model, examples.features);
    const evaluated = evaluateModel(model, examples, split.training).probabilities;
    split.training.forEach((index, i) => {
      const pixels = examples.features.subarray(index * FEATURES, (index + 1) * FEATURES);
      const own = all.subarray(2 * index, 2 * index + 2);
      expect(modelPredict(model, pixels)).toEqual(own);
      expect(evaluated.subarray(2 * i, 2 * i + 2)).toEqual(own);
    });
  });

  it('refuses a photo of another size', () => {
    const { model } = run(examples, split, { epochs: 1 }).result;
    expect(() => modelPredict(model, new Uint8Array(47))).toThrow('Expected 48 features, got 47');
  });
});

describe('a model as bytes', () => {
  const { model } = run(examples, split, { epochs: 2 }).result;
  const bytes = serializeModel(model);

  it('comes back bit for bit', () => {
    const read = deserializeModel(bytes);
    expect(read).toEqual({ ok: true, model, about: '' });
  });

  it('lies as the safetensors format says: W1 of shape (6, 48), row after row', () => {
    const view = new DataView(bytes.buffer);
    const headerLength = Number(view.getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect(headerLength % 8).toBe(0);
    expect(header.W1).toMatchObject({ dtype: 'F32', shape: [6, FEATURES] });
    const start = 8 + headerLength + header.W1.data_offsets[0];
    expect(view.getFloat32(start + 4 * (2 * FEATURES + 5), true)).toBe(
      matrixOf(model, 'W1').at(2, 5),
    );
  });

  it('is refused in plain words when it is cut short, or is something else', () => {
    const messages = [
      bytes.subarray(0, 4),
      bytes.subarray(0, bytes.length - 1),
      new Uint8Array(64),
    ].map((damaged) => {
      const read = deserializeModel(damaged);
      return read.ok ? 'accepted' : read.message;
    });
    for (const message of messages) {
      expect(message).toMatch(/^This model cannot be opened: .* Please train again\.$/);
    }
  });

  it('never makes deserializeModel throw, whichever byte of its header is wrong', () => {
    for (let i = 0; i < 400; i++) {
      const damaged = bytes.slice();
      damaged[i] ^= 0x15;
      expect(typeof deserializeModel(damaged).ok).toBe('boolean');
    }
  });
});

describe('splitTrainValidation', () => {
  it('keeps the mixture of labels and loses no example', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, i) => (i < 30 ? 1 : 0));
    const { training, validation } = splitTrainValidation(labels, 0.2, numpyRandom(9));
    expect([...training, ...validation].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect(validation.filter((index) => labels[index] === 1)).toHaveLength(6);
    expect(validation).toHaveLength(20);
  });

  it('leaves each label in both parts where it can', () => {
    const labels = Uint8Array.of(0, 0, 1, 1, 1);
    const { training, validation } = splitTrainValidation(labels, 0.1, numpyRandom(1));
    const labelsOf = (part: Uint32Array) => new Set([...part].map((index) => labels[index]));
    expect(labelsOf(training)).toEqual(new Set([0, 1]));
    expect(labelsOf(validation)).toEqual(new Set([0, 1]));
    const lone = splitTrainValidation(Uint8Array.of(0, 1, 1), 0.5, numpyRandom(1));
    expect(lone.training).toContain(0);
  });
});
