import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  convolutionalOneClickSettings,
  deserializeCheckpoint,
  deserializeModel,
  evaluateModel,
  modelPredict,
  modelPredictMany,
  numpyRandom,
  resumeConvolutionalTraining,
  resumeTraining,
  serializeCheckpoint,
  serializeModel,
  trainConvolutional,
} from '../../../core/index.ts';
import type {
  Checkpoint,
  ConvolutionalModel,
  ConvolutionalSettings,
  Examples,
  Model,
} from '../../../core/index.ts';
import { makeExamples, runToEnd, splitAt, trainToEnd } from '../examples.ts';

const EDGE = 8;
const FEATURES = 3 * EDGE ** 2;

/** Pictures with a bright bar anywhere: lying where the label is 1, standing where it is 0. */
function drawBars(count: number, seed = 3): Examples {
  const random = numpyRandom(seed);
  const labels = new Uint8Array(count).map(() => random.randint(0, 2));
  const features = new Uint8Array(count * FEATURES).map(() => random.randint(0, 120));
  labels.forEach((label, index) => {
    const place = random.randint(1, EDGE - 1);
    for (let along = 0; along < EDGE; along++) {
      const pixel = label === 1 ? place * EDGE + along : along * EDGE + place;
      for (let c = 0; c < 3; c++) features[index * FEATURES + 3 * pixel + c]! += 110;
    }
  });
  return { features, labels, count, featureCount: FEATURES };
}

const examples = drawBars(120);
const split = splitAt(examples, 90);

const settings: ConvolutionalSettings = {
  filters: [6, 8],
  hiddenLayers: [],
  learningRate: 0.01,
  epochs: 8,
  minibatchSize: 16,
  seed: 1,
  optimizer: 'adamw',
  weightDecay: 0.01,
  patience: null,
  augmentation: false,
};

const run = (changes: Partial<ConvolutionalSettings> = {}, own = examples, ownSplit = split) =>
  runToEnd(trainConvolutional(own, ownSplit, { ...settings, ...changes }));

describe('trainConvolutional', () => {
  it.each<[string, Partial<ConvolutionalSettings>]>([
    ['as it is', {}],
    ['augmented, with dropout', { augmentation: true, dropout: 0.2, epochs: 16 }],
    ['with a hidden layer, by momentum', { hiddenLayers: [8], optimizer: 'momentum', epochs: 16 }],
    ['full batch in Float64', { minibatchSize: null, precision: 'float64', epochs: 40 }],
  ])('learns what lies anywhere in the picture: %s', (_name, changes) => {
    const { steps, result } = run(changes);
    expect(steps.at(-1)!.epochFigures!.validationAccuracy).toBeGreaterThan(0.9);
    const { epochs } = { ...settings, ...changes };
    expect(result).toMatchObject({ stopped: 'all-epochs', epochsRun: epochs, modelEpoch: epochs });
  });

  it('gives the same weights for the same seed, others for another', () => {
    const lively = { augmentation: true, dropout: 0.3, epochs: 2 };
    const bytes = (seed: number) => serializeModel(run({ ...lively, seed }).result.model);
    expect(bytes(4)).toEqual(bytes(4));
    expect(bytes(4)).not.toEqual(bytes(5));
  });

  it('takes one step of many pictures as it takes one of few: by the mean of all', () => {
    const step = (minibatchSize: number | null, training: Uint32Array) => {
      const optimizer = 'gradient-descent' as const;
      const changes = { minibatchSize, optimizer, epochs: 1, precision: 'float64' as const };
      return run(changes, examples, { training, validation: new Uint32Array() }).result.model;
    };
    // 90 examples are more than one pass takes; the same example 90 times has the mean of one.
    const many = step(null, new Uint32Array(90).fill(7));
    const one = step(null, Uint32Array.of(7));
    for (const [name, { data }] of Object.entries(one.parameters)) {
      const other = many.parameters[name as `W${number}`]!.data;
      data.forEach((value, i) => expect(other[i]).toBeCloseTo(value, 12));
    }
  });

  it('augments each picture anew: two epochs do not see the same', () => {
    const frozen = { learningRate: 1e-30, minibatchSize: null, epochs: 2 };
    const costsOf = (augmentation: boolean) =>
      run({ ...frozen, augmentation }).steps.map(({ cost }) => cost);
    const [first, second] = costsOf(false) as [number, number];
    expect(second).toBeCloseTo(first, 6);
    const [one, other] = costsOf(true) as [number, number];
    expect(Math.abs(one - other)).toBeGreaterThan(1e-4);
  });

  it('stops early and keeps the weights with the lowest validation cost', () => {
    const random = numpyRandom(8);
    const coinTosses = examples.labels.map(() => random.randint(0, 2));
    const unlearnable = { ...examples, labels: coinTosses };
    const { steps, result } = run({ epochs: 300, patience: 3 }, unlearnable);
    expect(result.stopped).toBe('early');
    expect(result.epochsRun).toBe(result.modelEpoch + 3);
    const costs = steps.flatMap(({ epochFigures }) => epochFigures?.validationCost ?? []);
    expect(Math.min(...costs)).toBe(costs[result.modelEpoch - 1]);
    const { cost } = evaluateModel(result.model, unlearnable, split.validation);
    expect(cost).toBe(costs[result.modelEpoch - 1]);
  });

  it('ends with a message and usable weights when the cost goes bad', () => {
    const { result } = run({ optimizer: 'gradient-descent', learningRate: 1e30 });
    expect(result.stopped).toBe('not-finite');
    expect(result.message).toBe(
      `The cost is no longer finite at epoch ${result.epochsRun}; try a smaller learning rate.`,
    );
    expect(modelPredictMany(result.model, examples.features).every(Number.isFinite)).toBe(true);
  });

  it('takes one example, and pictures that never change', () => {
    const flat = { ...examples, features: new Uint8Array(120 * FEATURES).fill(9) };
    const lone = { training: Uint32Array.of(0), validation: new Uint32Array() };
    expect(run({ augmentation: true }, flat).result.stopped).toBe('all-epochs');
    expect(run({}, examples, lone).result.stopped).toBe('all-epochs');
  });

  it('names what does not fit', () => {
    const start = (changes: Partial<ConvolutionalSettings>, own: Examples = examples) =>
      trainConvolutional(own, split, { ...settings, ...changes }).next();
    expect(() => start({ filters: [] })).toThrow(
      'Expected filters of whole numbers from 1, got []',
    );
    expect(() => start({ filters: [4, 4, 4, 4] })).toThrow(
      'at least 16 pixels for 4 blocks, got 8',
    );
    expect(() => start({ epochs: 0 })).toThrow('Expected epochs');
    expect(() => start({}, makeExamples(120, 49))).toThrow('Expected square RGB pictures, got 49');
    const floats = { ...examples, features: Float32Array.from(examples.features) };
    expect(() => start({}, floats)).toThrow('Expected pictures of bytes, got floats');
  });
});

describe('a convolutional model', () => {
  const model = run({ epochs: 2, hiddenLayers: [5] }).result.model;
  const bytes = serializeModel(model);

  it('gives a picture the same bits alone as in any batch and in the evaluation', () => {
    const all = modelPredictMany(model, examples.features);
    const evaluated = evaluateModel(model, examples, split.validation).probabilities;
    split.validation.forEach((index, i) => {
      const picture = examples.features.subarray(index * FEATURES, (index + 1) * FEATURES);
      expect(modelPredict(model, picture)).toBe(all[index]);
      expect(evaluated[i]).toBe(all[index]);
    });
  });

  it.each([true, false])(
    'answers alike for a picture and its mirror image only where it learned from both: %s',
    (augmentation) => {
      const learned = run({ epochs: 1, augmentation }).result.model;
      const picture = examples.features.subarray(0, FEATURES);
      const mirrored = picture.map((_, i) => {
        const [pixel, c] = [Math.floor(i / 3), i % 3];
        const x = pixel % EDGE;
        return picture[3 * (pixel - x + EDGE - 1 - x) + c]!;
      });
      const isAlike = modelPredict(learned, picture) === modelPredict(learned, mirrored);
      expect(isAlike).toBe(augmentation);
      expect(deserializeModel(serializeModel(learned))).toEqual({
        ok: true,
        model: learned,
        about: '',
      });
    },
  );

  it('tells how many values leave each stage', () => {
    expect(model.layerSizes).toEqual([FEATURES, 6 * 16, 8 * 4, 5, 1]);
    expect(() => modelPredict(model, new Uint8Array(191))).toThrow('Expected 192 features');
  });

  it.each(['float32', 'float64'] as const)('comes back from bytes bit for bit: %s', (precision) => {
    const saved = run({ epochs: 1, precision }).result.model;
    expect(deserializeModel(serializeModel(saved))).toEqual({ ok: true, model: saved, about: '' });
  });

  it('is not taken for a network of dense layers by a version that knows only these', () => {
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect(['1', '2']).not.toContain(header.__metadata__.version);
  });

  it('is refused in plain words where its parts do not fit together', () => {
    const whole = model as ConvolutionalModel;
    const { W4, b4, ...withoutLast } = whole.parameters;
    expect([W4, b4]).not.toContain(undefined);
    const { W1, b1 } = whole.parameters;
    const broken: Record<string, Model> = {
      'it has no last layer': { ...whole, parameters: withoutLast },
      'layer 3 does not fit the layer before it': { ...whole, edge: 16 },
      'layer 1 does not fit the layer before it': {
        ...whole,
        parameters: { ...whole.parameters, W1: b1!, b1: W1! },
      },
      'the size of its pictures is missing': { ...whole, edge: 3 },
      'the mean and spread of its training photos are missing': {
        ...whole,
        standardisation: { mean: new Float32Array(2), spread: new Float32Array(2) },
      },
    };
    for (const [reason, damaged] of Object.entries(broken)) {
      const message = `This model cannot be opened: ${reason}. Please train again.`;
      expect(deserializeModel(serializeModel(damaged))).toMatchObject({ ok: false, message });
    }
  });
});

describe('a checkpoint of a convolutional network', () => {
  const lively = { augmentation: true, dropout: 0.3, patience: 2, epochs: 4 };

  const read = (bytes: Uint8Array): Checkpoint => {
    const result = deserializeCheckpoint(bytes);
    if (!result.ok) throw new Error(result.message);
    return result.checkpoint;
  };

  const interruptAfter = (count: number): Uint8Array => {
    const training = trainConvolutional(examples, split, { ...settings, ...lively });
    for (let i = 1; ; i++) {
      const next = training.next();
      if (next.done) throw new Error(`Expected at least ${count} steps, got ${i - 1}`);
      if (i === count) return serializeCheckpoint(next.value.checkpoint());
    }
  };

  it('after any step, as bytes, goes on to the same bits', () => {
    const whole = run(lively);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.steps.length }), (count) => {
        const checkpoint = read(interruptAfter(count));
        const rest = runToEnd(resumeConvolutionalTraining(examples, split, checkpoint));
        expect(serializeModel(rest.result.model)).toEqual(serializeModel(whole.result.model));
        const costsOf = ({ steps }: typeof whole) => steps.map(({ cost }) => cost);
        expect(costsOf(rest)).toEqual(costsOf(whole).slice(count));
      }),
      { numRuns: 6 },
    );
  });

  it('is not mixed up with one of a dense network', () => {
    const dense = trainToEnd(examples, split, { epochs: 1 }).steps[0]!.checkpoint();
    expect(() => resumeConvolutionalTraining(examples, split, dense).next()).toThrow(
      'Expected the checkpoint of a convolutional network, got another',
    );
    const convolutional = read(interruptAfter(1));
    expect(() => resumeTraining(examples, split, convolutional).next()).toThrow(RangeError);
  });
});

describe('convolutionalOneClickSettings', () => {
  it.each([2, 40, 200, 20_000])('are settings that train takes, for %s photos', (count) => {
    const pictures = makeExamples(4, 3 * 64 ** 2);
    const oneClick = { ...convolutionalOneClickSettings(count), minibatchSize: 2 };
    const training = trainConvolutional(pictures, splitAt(pictures, 4), oneClick);
    expect(training.next().done).toBe(false);
  });
});
