import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  convolutionalOneClickSettings,
  deserializeCheckpoint,
  deserializeModel,
  evaluateModel,
  modelPredict,
  modelLayerSizes,
  modelPredictMany,
  numpyRandom,
  resumeTraining,
  serializeCheckpoint,
  serializeModel,
  train,
} from '../../../../core/index.ts';
import type {
  Checkpoint,
  Examples,
  HiddenLayer,
  Model,
  Training,
  TrainingSettings,
  TrainingStep,
} from '../../../../core/index.ts';
import { makeExamples, matrixOf, runToEnd, splitAt } from '../../examples.ts';

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
      for (let c = 0; c < 3; c++) features[index * FEATURES + 3 * pixel + c] += 110;
    }
  });
  return { features, labels, count, featureCount: FEATURES };
}

const examples = drawBars(120);
const split = splitAt(examples, 90);

const blocks: HiddenLayer[] = [6, 8].map((size) => ({ kind: 'convolution', size }));

const settings: TrainingSettings = {
  hiddenLayers: blocks,
  learningRate: 0.01,
  epochs: 8,
  minibatchSize: 16,
  seed: 1,
  optimizer: 'adamw',
  weightDecay: 0.01,
  patience: null,
  scheme: 'he',
  stepAugmentation: false,
};

function run(changes: Partial<TrainingSettings> = {}, own = examples, ownSplit = split) {
  return runToEnd(train(own, ownSplit, { ...settings, ...changes }));
}

describe('train', () => {
  it.each<[string, Partial<TrainingSettings>]>([
    ['as it is', {}],
    ['augmented, with dropout', { stepAugmentation: true, dropout: 0.2, epochs: 16 }],
    [
      'with a hidden layer, by momentum',
      { hiddenLayers: [...blocks, 8], optimizer: 'momentum', epochs: 16 },
    ],
    ['full batch in Float64', { minibatchSize: null, precision: 'float64', epochs: 40 }],
  ])('learns what lies anywhere in the picture: %s', (_name, changes) => {
    const { steps, result } = run(changes);
    expect(steps.at(-1).epochFigures!.validationAccuracy).toBeGreaterThan(0.9);
    const { epochs } = { ...settings, ...changes };
    expect(result).toMatchObject({ stopped: 'all-epochs', epochsRun: epochs, modelEpoch: epochs });
  });

  it('gives the same weights for the same seed, others for another', () => {
    const lively = { stepAugmentation: true, dropout: 0.3, epochs: 2 };
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
    for (const {
      name,
      matrix: { data },
    } of one.parameters) {
      const other = matrixOf(many, name).data;
      data.forEach((value, i) => expect(other[i]).toBeCloseTo(value, 12));
    }
  });

  it('augments each picture anew: two epochs do not see the same', () => {
    const frozen = { learningRate: 1e-30, minibatchSize: null, epochs: 2 };
    const costsOf = (stepAugmentation: boolean) =>
      run({ ...frozen, stepAugmentation }).steps.map(({ cost }) => cost);
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
    expect(run({ stepAugmentation: true }, flat).result.stopped).toBe('all-epochs');
    expect(run({}, examples, lone).result.stopped).toBe('all-epochs');
  });

  it('names what does not fit', () => {
    const start = (changes: Partial<TrainingSettings>, own: Examples = examples) =>
      train(own, split, { ...settings, ...changes }).next();
    const ofSize = (size: number): HiddenLayer => ({ kind: 'convolution', size });
    expect(() => start({ hiddenLayers: [ofSize(0)] })).toThrow(
      'Expected hiddenLayers of whole numbers from 1, got [0]',
    );
    expect(() => start({ hiddenLayers: [{ kind: 'spiral', size: 2 }] })).toThrow(
      'Expected hiddenLayers of dense, convolution, got spiral',
    );
    expect(() => start({ hiddenLayers: [4, 4, 4, 4].map(ofSize) })).toThrow(
      'Expected pictures of at least 2 pixels for a convolution, got 1',
    );
    expect(() => start({ hiddenLayers: [4, ofSize(4)] })).toThrow(
      'Expected pictures for a convolution, got 4 values',
    );
    expect(() => start({ hiddenLayers: [4], stepAugmentation: true })).toThrow(
      'Expected a first layer that sees pictures to augment, got dense',
    );
    expect(() => start({ epochs: 0 })).toThrow('Expected epochs');
    expect(() => start({}, makeExamples(120, 49))).toThrow('Expected square RGB pictures, got 49');
    const floats = { ...examples, features: Float32Array.from(examples.features) };
    expect(() => start({}, floats)).toThrow('Expected pictures of bytes, got floats');
  });
});

describe('a convolutional model', () => {
  const model = run({ epochs: 2, hiddenLayers: [...blocks, 5] }).result.model;
  const bytes = serializeModel(model);

  it('gives a picture the same bits alone as in any batch and in the evaluation', () => {
    const all = modelPredictMany(model, examples.features);
    const evaluated = evaluateModel(model, examples, split.validation).probabilities;
    split.validation.forEach((index, i) => {
      const picture = examples.features.subarray(index * FEATURES, (index + 1) * FEATURES);
      const own = all.subarray(2 * index, 2 * index + 2);
      expect(modelPredict(model, picture)).toEqual(own);
      expect(evaluated.subarray(2 * i, 2 * i + 2)).toEqual(own);
    });
  });

  it.each([true, false])(
    'answers alike for a picture and its mirror image only where it learned from both: %s',
    (augmentation) => {
      const learned = run({ epochs: 1, stepAugmentation: augmentation }).result.model;
      const picture = examples.features.subarray(0, FEATURES);
      const mirrored = picture.map((_, i) => {
        const [pixel, c] = [Math.floor(i / 3), i % 3];
        const x = pixel % EDGE;
        return picture[3 * (pixel - x + EDGE - 1 - x) + c];
      });
      const isAlike = modelPredict(learned, picture)[1] === modelPredict(learned, mirrored)[1];
      expect(isAlike).toBe(augmentation);
      expect(deserializeModel(serializeModel(learned))).toEqual({
        ok: true,
        model: learned,
        about: '',
      });
    },
  );

  it('tells how many values leave each stage', () => {
    expect(modelLayerSizes(model)).toEqual([FEATURES, 6 * 16, 8 * 4, 5, 1]);
    expect(() => modelPredict(model, new Uint8Array(191))).toThrow('Expected 192 features');
  });

  it.each(['float32', 'float64'] as const)('comes back from bytes bit for bit: %s', (precision) => {
    const saved = run({ epochs: 1, precision }).result.model;
    expect(deserializeModel(serializeModel(saved))).toEqual({ ok: true, model: saved, about: '' });
  });

  it('is not taken for a network of dense layers by a version that knows only these', () => {
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect(header.__metadata__.version).toBe('5');
  });

  it('is refused in plain words where its parts do not fit together', () => {
    const without = (name: string) => model.parameters.filter((one) => one.name !== name);
    const { picture } = model.input;
    expect(picture).toEqual({ edge: EDGE, channels: 3 });
    const renamed = (from: string, to: string) =>
      model.parameters.map((one) => (one.name === from ? { ...one, name: to } : one));
    const ofEdge = (edge: number) => ({
      values: 3 * edge ** 2,
      picture: { edge, channels: 3 },
    });
    const broken: Record<string, Model> = {
      'layer 4 does not fit the layer before it': { ...model, parameters: without('W4') },
      'layer 3 does not fit the layer before it': { ...model, input: ofEdge(16) },
      'layer 1 does not fit the layer before it': { ...model, parameters: renamed('W1', 'W9') },
      'its layers do not fit together': { ...model, input: ofEdge(3) },
      'it does not say how its layers work': {
        ...model,
        input: { values: 7, picture: { edge: 3, channels: 3 } },
      },
      'the mean and spread of its training photos are missing': {
        ...model,
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
  const lively = { stepAugmentation: true, dropout: 0.3, patience: 2, epochs: 4 };

  const read = (bytes: Uint8Array): Checkpoint => {
    const result = deserializeCheckpoint(bytes);
    if (!result.ok) throw new Error(result.message);
    return result.checkpoint;
  };

  const interruptAfter = (count: number): Uint8Array => {
    const training = train(examples, split, { ...settings, ...lively });
    for (let i = 1; ; i++) {
      const next = training.next();
      if (next.done) throw new Error(`Expected at least ${count} steps, got ${i - 1}`);
      if (i === count) return serializeCheckpoint((next.value as TrainingStep).checkpoint());
    }
  };

  it('after any step, as bytes, goes on to the same bits', () => {
    const whole = run(lively);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.steps.length }), (count) => {
        const checkpoint = read(interruptAfter(count));
        const rest = runToEnd(resumeTraining(examples, split, checkpoint));
        expect(serializeModel(rest.result.model)).toEqual(serializeModel(whole.result.model));
        const costsOf = ({ steps }: typeof whole) => steps.map(({ cost }) => cost);
        expect(costsOf(rest)).toEqual(costsOf(whole).slice(count));
      }),
      { numRuns: 6 },
    );
  });
});

describe('convolutionalOneClickSettings', () => {
  it.each([2, 40, 200, 20_000])('are settings that train takes, for %s photos', (count) => {
    const pictures = makeExamples(4, 3 * 64 ** 2);
    const oneClick = { ...convolutionalOneClickSettings(count), minibatchSize: 2 };
    const training: Training = train(pictures, splitAt(pictures, 4), oneClick);
    expect(training.next().done).toBe(false);
  });
});
