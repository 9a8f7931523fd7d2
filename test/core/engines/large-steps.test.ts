import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  computeCost,
  initializeParameters,
  lModelBackward,
  lModelForward,
  Matrix,
  numpyRandom,
  referenceKernels,
  updateParameters,
} from '../../../core/index.ts';
import type { Examples, Standardisation, TrainingSettings } from '../../../core/index.ts';
import { cutIntoParts } from '../../../core/engines/parts.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import { matrixOf, splitAt, trainToEnd } from '../examples.ts';

describe('a step of more examples than may be standardised at once', () => {
  it('is cut into parts of about the same size', () => {
    const indices = Uint32Array.from({ length: 20_000 }, (_, i) => i);
    const parts = cutIntoParts(indices, 12_288 * 4);
    expect(parts.flatMap((part) => [...part])).toEqual([...indices]);
    for (const part of parts) {
      expect(part.length * 12_288 * 4).toBeLessThanOrEqual(32 * 2 ** 20);
      expect(Math.abs(part.length - 20_000 / parts.length)).toBeLessThanOrEqual(1);
    }
    expect(cutIntoParts(indices.subarray(0, 209), 12_288 * 8)).toHaveLength(1);
  });

  // 20,000 features in Float64: 209 examples fit at once, 420 are three parts.
  const featureCount = 20_000;
  const count = 430;
  const training = 420;
  const random = numpyRandom(1);
  const labels = new Uint8Array(count).map(() => random.randint(0, 2));
  const features = new Uint8Array(count * featureCount).map((_, i) => {
    const brighter = 30 * labels[Math.floor(i / featureCount)];
    return ((Math.imul(i, 2_654_435_761) >>> 24) & 127) + brighter;
  });
  const examples: Examples = { features, labels, count, featureCount };
  const settings: Partial<TrainingSettings> = {
    hiddenLayers: [3],
    minibatchSize: null,
    epochs: 2,
    learningRate: 0.001,
    optimizer: 'gradient-descent',
    fullBatchMethod: 'plain',
    precision: 'float64',
  };

  /** The same two steps as the course writes them, on all of X at once. */
  function courseSteps({ mean, spread }: Standardisation) {
    const X = Matrix.zeros(featureCount, training, Float64Array);
    X.data.forEach((_, i) => {
      const feature = i % featureCount;
      X.data[i] = (features[i] - mean[feature]) / spread[feature];
    });
    const Y = new Matrix(1, training, Float64Array.from(labels.subarray(0, training)));
    let parameters = initializeParameters([featureCount, 3, 1], {
      scheme: 'he',
      random: numpyRandom(1),
      ArrayType: Float64Array,
    });
    const costs = [1, 2].map(() => {
      const { AL, caches } = lModelForward(X, parameters);
      parameters = updateParameters(parameters, lModelBackward(AL, Y, caches), 0.001);
      return computeCost(AL, Y);
    });
    return { costs, W: parameters.W1.data };
  }

  it.each(['reference', 'relaxed', 'portable'] as const)(
    'has the cost and the gradients of the whole, by %s kernels',
    async (build) => {
      const kernels =
        build === 'reference'
          ? referenceKernels
          : (await loadKernels({ threads: 1, builds: [build] })).kernels;
      const { steps, result } = trainToEnd(
        examples,
        splitAt(examples, training),
        settings,
        kernels,
      );
      const whole = courseSteps(result.model.standardisation);
      expect(whole.costs[1]).toBeLessThan(whole.costs[0]);
      steps.forEach(({ cost }, i) => expect(cost).toBeCloseTo(whole.costs[i], 11));
      const W = matrixOf(result.model, 'W1').data;
      const worst = Math.max(...W.map((w, i) => Math.abs(w - whole.W[i])));
      expect(worst).toBeLessThan(1e-13);
    },
    60_000,
  );
});

it.each(['relaxed', 'blocked'])(
  'training on 20,000 pictures takes less than 600 MB, by %s kernels',
  (build) => {
    const file = fileURLToPath(new URL('large-run.ts', import.meta.url));
    const said = execFileSync(process.execPath, [file, build], { encoding: 'utf8' });
    expect(Number(said)).toBeGreaterThan(246);
    expect(Number(said)).toBeLessThan(600);
  },
  120_000,
);
