import { describe, expect, it } from 'vitest';
import { blockedKernels, initializeParameters, numpyRandom } from '../../core/index.ts';
import type { Activation } from '../../core/index.ts';
import { crossEntropy } from '../../core/cost.ts';
import { drawDropout } from '../../core/dropout.ts';
import { addL2Gradients, l2Penalty } from '../../core/regularize.ts';
import {
  backwardPass,
  createGradients,
  createWorkspace,
  forwardPass,
} from '../../core/workspace.ts';
import { distanceFromSlopes } from './slopes.ts';

const kernels = blockedKernels();

describe('gradients of the passes that train', () => {
  const activations: Activation[] = ['relu', 'leaky-relu', 'tanh', 'sigmoid'];
  const cases = activations.flatMap((activation) =>
    [0, 0.4].map((dropout) => ({ activation, dropout })),
  );

  it.each(cases)(
    'are the slopes of the cost to 1e-7: $activation, dropout $dropout, soft labels, weights, L2',
    ({ activation, dropout }) => {
      const layerSizes = [6, 9, 7, 1];
      const m = 8;
      const random = numpyRandom(21);
      const parameters = initializeParameters(layerSizes, {
        scheme: 'he',
        random,
        ArrayType: Float64Array,
      });
      for (const { data } of [parameters.b1!, parameters.b2!, parameters.b3!]) {
        data.forEach((_, i) => (data[i] = 0.1 * random.randn()));
      }
      const workspace = createWorkspace(layerSizes, m, Float64Array);
      workspace.X.forEach((_, i) => (workspace.X[i] = random.randn()));
      workspace.labels.forEach(
        (_, i) => (workspace.labels[i] = random.randint(0, 2) ? 0.95 : 0.05),
      );
      workspace.weights.forEach((_, i) => (workspace.weights[i] = 0.5 + random.rand()));
      const network = { parameters, activation };
      const lambda = 0.3;
      /** The same neurons are silent in every pass. */
      const costAt = (): number => {
        const silenced = dropout > 0 ? { rate: dropout, random: numpyRandom(4) } : null;
        const logits = forwardPass(workspace, network, kernels, silenced);
        const cost = crossEntropy(logits, workspace.labels, m, workspace.weights);
        return cost + l2Penalty(parameters, lambda);
      };

      costAt();
      const gradients = createGradients(layerSizes, Float64Array);
      backwardPass(workspace, network, gradients, kernels);
      addL2Gradients(gradients, parameters, lambda);
      expect(distanceFromSlopes(parameters, gradients, costAt)).toBeLessThan(1e-7);
    },
  );
});

describe('inverted dropout', () => {
  it('keeps what the course keeps: np.random.rand(n, m) < keep, over keep', () => {
    const random = numpyRandom(1);
    const D = drawDropout(new Float64Array(6), 2, 3, { rate: 0.2, random: numpyRandom(1) });
    for (let row = 0; row < 2; row++) {
      for (let col = 0; col < 3; col++) {
        expect(D[col * 2 + row]).toBe(random.rand() < 0.8 ? 1 / 0.8 : 0);
      }
    }
  });

  it('leaves the mean as it is', () => {
    const D = new Float64Array(100_000);
    drawDropout(D, 100, 1000, { rate: 0.3, random: numpyRandom(7) });
    const mean = D.reduce((sum, value) => sum + value, 0) / D.length;
    // Five standard errors of √(rate / keep / 100,000)
    expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(0.3 / 0.7 / 100_000));
  });
});
