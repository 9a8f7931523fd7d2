import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelPredictMany, referenceKernels } from '../../../../core/index.ts';
import type { Examples, TrainingSettings } from '../../../../core/index.ts';
import { loadKernels } from '../../../../electron/training/kernels/load.ts';
import { makeExamples, splitAt, trainToEnd } from '../../examples.ts';
import { guardedMemory, isUntouched, wasmOf } from './guarded-memory.ts';

const BUILDS = ['relaxed', 'portable'] as const;
const PRECISIONS = [
  { precision: 'float32', tolerance: 1e-5 },
  { precision: 'float64', tolerance: 1e-12 },
] as const;

/** Settings that take every way through the kernels; steps small enough that rounding does not grow. */
const anySettings = fc.record({
  hiddenLayers: fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 3 }),
  minibatchSize: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 70 })),
  optimizer: fc.constantFrom<TrainingSettings['optimizer'][]>(
    'gradient-descent',
    'gradient-descent',
    'momentum',
    'rmsprop',
    'adam',
    'adamw',
  ),
  activation: fc.constantFrom<NonNullable<TrainingSettings['activation']>[]>(
    'relu',
    'relu',
    'leaky-relu',
    'tanh',
    'sigmoid',
  ),
  dropout: fc.constantFrom(0, 0, 0.3),
  l2: fc.constantFrom(0, 0, 0.01),
  weightDecay: fc.constantFrom(0, 0, 0.02),
  gradientClipping: fc.constantFrom(null, null, 0.1),
  labelSmoothing: fc.constantFrom(0, 0.1),
  loss: fc.constantFrom(null, 'softmax'),
});

const shape = fc.record({
  count: fc.integer({ min: 2, max: 72 }),
  featureCount: fc.integer({ min: 1, max: 70 }),
  isBytes: fc.boolean(),
  kinds: fc.constantFrom(2, 2, 2, 3, 5, 13),
  hasUnevenWeights: fc.boolean(),
});

type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

function examplesOf({ count, featureCount, isBytes, kinds }: Shape): Examples {
  const drawn = makeExamples(count, featureCount);
  const labels = drawn.labels.map((label, i) => (label + 2 * i) % kinds);
  const examples = { ...drawn, labels, kinds };
  return isBytes ? examples : { ...examples, features: Float32Array.from(examples.features) };
}

const COMMON: Partial<TrainingSettings> = {
  epochs: 2,
  learningRate: 0.001,
  fullBatchMethod: 'plain',
};

function settingsOf({ kinds, hasUnevenWeights }: Shape, chosen: Partial<TrainingSettings>) {
  const uneven = Array.from({ length: kinds }, (_, label) => 1 + label / 2);
  const classWeights = hasUnevenWeights ? uneven : 'balanced';
  return { ...COMMON, classWeights, ...chosen } satisfies Partial<TrainingSettings>;
}

/** Costs and parameters of a run as one list. */
function numbersOf({ steps, result }: ReturnType<typeof trainToEnd>): number[] {
  const costs = steps.flatMap(({ cost, epochFigures }) => [
    cost,
    epochFigures?.validationCost ?? 0,
  ]);
  return [...costs, ...result.model.parameters.flatMap(({ matrix }) => [...matrix.data])];
}

/**
 * From the same start the same way, as a whole: the ends are no further apart than a small part of it. Steps
 * uphill would be twice the way apart.
 */
function expectSameWay(
  start: number[],
  expected: number[],
  actual: number[],
  tolerance: number,
): void {
  const distance = (one: number[], other: number[]) =>
    Math.hypot(...one.map((x, i) => x - other[i]));
  const way = distance(start, expected);
  const allowed = 0.05 * way + tolerance * Math.sqrt(expected.length);
  expect(distance(expected, actual)).toBeLessThanOrEqual(allowed);
}

describe.each(BUILDS)('steps by %s kernels', (build) => {
  it.each(PRECISIONS)(
    'are those of the reference in $precision, whatever the shape',
    async ({ precision, tolerance }) => {
      const { kernels } = await loadKernels({ builds: [build], threads: 1 });
      fc.assert(
        fc.property(shape, anySettings, (given, chosen) => {
          const examples = examplesOf(given);
          const split = splitAt(examples, Math.ceil(given.count * 0.8));
          const settings = { ...settingsOf(given, chosen), precision };
          const expected = numbersOf(trainToEnd(examples, split, settings, referenceKernels));
          const actual = numbersOf(trainToEnd(examples, split, settings, kernels));
          expect(actual).toHaveLength(expected.length);
          // RMSProp and Adam divide a gradient by its own size, which makes rounding of small ones large.
          if (/rmsprop|adam/.test(chosen.optimizer)) {
            const still = { ...settings, learningRate: 1e-300, weightDecay: 0 };
            const start = numbersOf(trainToEnd(examples, split, still, referenceKernels));
            expectSameWay(start, expected, actual, tolerance);
            return;
          }
          const worst = Math.max(
            ...expected.map((x, i) => Math.abs(x - actual[i]) / Math.max(1, Math.abs(x))),
          );
          expect(worst).toBeLessThanOrEqual(tolerance);
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );

  it.each(PRECISIONS)(
    'stay inside their arrays in $precision',
    async ({ precision }) => {
      const { kernels } = await loadKernels({ builds: [build], threads: 1 });
      const memory = guardedMemory(wasmOf(kernels).program);
      const guarded = { ...kernels, wasm: { ...wasmOf(kernels), memory } };
      fc.assert(
        fc.property(shape, anySettings, (given, chosen) => {
          const examples = examplesOf(given);
          const split = splitAt(examples, Math.ceil(given.count * 0.8));
          const settings = { ...settingsOf(given, chosen), precision };
          const before = memory.guards().length;
          const actual = numbersOf(trainToEnd(examples, split, settings, guarded));
          expect(memory.guards().slice(before).every(isUntouched)).toBe(true);
          expect(actual).toEqual(numbersOf(trainToEnd(examples, split, settings, kernels)));
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );

  it('take the same course whether all features lie in memory or are too many and copied', async () => {
    const { kernels } = await loadKernels({ builds: [build], threads: 1 });
    const few = makeExamples(90);
    const count = Math.ceil((65 * 2 ** 20) / few.featureCount);
    const features = new Uint8Array(count * few.featureCount);
    const labels = new Uint8Array(count);
    features.set(few.features);
    labels.set(few.labels);
    const many = { ...few, features, labels, count };
    for (const dropout of [0, 0.2]) {
      const settings = { ...COMMON, dropout };
      const held = trainToEnd(few, splitAt(few, 70), settings, kernels);
      const copied = trainToEnd(many, splitAt(few, 70), settings, kernels);
      expect(numbersOf(copied)).toEqual(numbersOf(held));
    }
  });

  it.each([null, 16])(
    'stop with usable weights when the cost goes bad (minibatch %s)',
    async (minibatchSize) => {
      const { kernels } = await loadKernels({ builds: [build], threads: 1 });
      const examples = makeExamples(80, 48);
      const settings = {
        optimizer: 'gradient-descent',
        learningRate: 1e30,
        minibatchSize,
      } as const;
      for (const activation of ['relu', 'tanh'] as const) {
        const { result } = trainToEnd(
          examples,
          splitAt(examples, 60),
          { ...settings, activation },
          kernels,
        );
        if (activation === 'relu') expect(result.stopped).toBe('not-finite');
        expect(
          modelPredictMany(result.model, examples.features, kernels).every(Number.isFinite),
        ).toBe(true);
      }
    },
  );

  it('answer for an example with the same bits alone as among others', async () => {
    const { kernels } = await loadKernels({ builds: [build], threads: 1 });
    const examples = makeExamples(150, 130);
    const { model } = trainToEnd(examples, splitAt(examples, 100), {}, kernels).result;
    const together = modelPredictMany(model, examples.features, kernels);
    for (const index of [0, 1, 63, 64, 149]) {
      const one = examples.features.slice(index * 130, (index + 1) * 130);
      expect(modelPredictMany(model, one, kernels)).toEqual(
        together.slice(2 * index, 2 * index + 2),
      );
    }
  });
});
