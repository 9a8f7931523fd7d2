import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  computeCost,
  initializeParameters,
  lModelBackward,
  lModelForward,
  Matrix,
  numpyRandom,
  updateParameters,
} from '../../../core/index.ts';
import type {
  Examples,
  FloatArrayConstructor,
  Kernels,
  TrainingSettings,
} from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import { trainToEnd } from '../examples.ts';

interface Curve {
  name: string;
  features: number;
  m: number;
  learningRate: number;
  /** At iterations 0, 100, …, 2,400 and 2,499. */
  costs: number[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/tutorial.json', import.meta.url), 'utf8'),
) as Record<'divided' | 'standardised' | 'full', Curve>;

const ITERATIONS = 2500;
const LAYERS = [20, 7, 5, 1];

function isTold(iteration: number): boolean {
  return iteration % 100 === 0 || iteration === ITERATIONS - 1;
}

/** The examples that tutorial.py draws. */
function makeExamples({ features: featureCount, m }: Curve): Examples {
  const random = numpyRandom(2);
  const truth = new Uint8Array(m).map(() => random.randint(0, 2));
  const features = new Uint8Array(m * featureCount).map((_, i) => {
    const isBright = i % featureCount < Math.floor(featureCount / 2);
    return random.randint(0, 200) + (isBright ? 30 * truth[Math.floor(i / featureCount)] : 0);
  });
  const labels = truth.map((label) => (random.randint(0, 8) === 0 ? 1 - label : label));
  return { features, labels, count: m, featureCount };
}

function trainCosts(curve: Curve, changes: Partial<TrainingSettings>, kernels?: Kernels) {
  const split = { training: Uint32Array.from({ length: curve.m }, (_, i) => i) };
  const { steps, result } = trainToEnd(
    makeExamples(curve),
    { ...split, validation: new Uint32Array() },
    {
      hiddenLayers: LAYERS.slice(0, -1),
      learningRate: curve.learningRate,
      epochs: ITERATIONS,
      minibatchSize: null,
      seed: 1,
      scheme: 'tutorial-deep',
      optimizer: 'gradient-descent',
      weightDecay: 0,
      patience: null,
      ...changes,
    },
    kernels,
  );
  const costs = steps.filter(({ epoch }) => isTold(epoch - 1)).map(({ cost }) => cost);
  return { costs, method: result.method };
}

/** L_layer_model of the course with the functions that it is made of. */
function courseCosts(curve: Curve, ArrayType: FloatArrayConstructor): number[] {
  const { features, labels } = makeExamples(curve);
  const pixels = ArrayType.from(features).map((value) => value / 255);
  const X = new Matrix(curve.features, curve.m, pixels);
  const Y = new Matrix(1, curve.m, ArrayType.from(labels));
  const random = numpyRandom(1);
  const layerSizes = [curve.features, ...LAYERS];
  let parameters = initializeParameters(layerSizes, { scheme: 'tutorial-deep', random, ArrayType });
  const costs: number[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const { AL, caches } = lModelForward(X, parameters);
    if (isTold(iteration)) costs.push(computeCost(AL, Y));
    const gradients = lModelBackward(AL, Y, caches);
    parameters = updateParameters(parameters, gradients, curve.learningRate);
  }
  return costs;
}

function largestDifference(costs: number[], { costs: expected }: Curve): number {
  expect(costs).toHaveLength(expected.length);
  return Math.max(...costs.map((cost, i) => Math.abs(cost - expected[i])));
}

describe('the course in 2,500 iterations, against NumPy at every hundredth', () => {
  const { divided, standardised, full } = golden;

  it('has the same cost to 1e-9 as the course writes it, in Float64', () => {
    expect(largestDifference(courseCosts(divided, Float64Array), divided)).toBeLessThan(1e-9);
  }, 60_000);

  it('ends within 1e-3 as the course writes it, in Float32', () => {
    const last = courseCosts(divided, Float32Array).at(-1);
    expect(Math.abs(last - divided.costs.at(-1))).toBeLessThan(1e-3);
  }, 60_000);

  it('has the same cost to 1e-9 in train, step by step in Float64', () => {
    const precision = 'float64';
    const { costs, method } = trainCosts(standardised, { precision, fullBatchMethod: 'plain' });
    expect(method).toBe('plain');
    expect(largestDifference(costs, standardised)).toBeLessThan(1e-9);
  });

  it('ends within 1e-3 in train, step by step in Float32', () => {
    const { costs, method } = trainCosts(standardised, { fullBatchMethod: 'plain' });
    expect(method).toBe('plain');
    expect(Math.abs(costs.at(-1) - standardised.costs.at(-1))).toBeLessThan(1e-3);
  });

  it.each(['relaxed', 'portable'] as const)('has the same costs by %s kernels', async (build) => {
    const { kernels } = await loadKernels({ builds: [build], threads: 1 });
    const changes = { fullBatchMethod: 'plain' } as const;
    const exact = trainCosts(standardised, { ...changes, precision: 'float64' }, kernels);
    expect(largestDifference(exact.costs, standardised)).toBeLessThan(1e-9);
    const { costs } = trainCosts(standardised, changes, kernels);
    expect(largestDifference(costs, standardised)).toBeLessThan(1e-3);
  });

  it('has the same cost to 1e-9 at full size: 209 photos of 64 × 64 × 3', () => {
    const { costs, method } = trainCosts(full, { precision: 'float64' });
    expect(method).toBe('gram');
    expect(largestDifference(costs, full)).toBeLessThan(1e-9);
  }, 60_000);
});
