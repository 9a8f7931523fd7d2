import { describe, expect, it } from 'vitest';
import { blockedKernels, numpyRandom } from '../../../core/index.ts';
import { drawDropout } from '../../../core/layers/dropout.ts';
import type { LayerPlan, Shape } from '../../../core/layers/layer.ts';
import { ACTIVATIONS } from '../../../core/layers/activations/activations.ts';
import { LOSSES } from '../../../core/loss/losses.ts';
import { initializeNetwork, placeLayers } from '../../../core/network/network.ts';
import { createPasses } from '../../../core/network/passes.ts';
import { zerosLike } from '../../../core/network/parameter.ts';
import { addL2Gradients, l2Penalty, squaredNorm } from '../../../core/training/penalty.ts';
import { distanceFromSlopes } from '../slopes.ts';

const kernels = blockedKernels();

/** How far the gradients of a drawn network are from the slopes of its cost, with soft labels, weights and L2. */
function checkGradients(
  plans: LayerPlan[],
  input: Shape,
  lossName: string,
  dropout: number,
  m: number,
): number {
  const random = numpyRandom(21);
  const network = placeLayers(plans, input);
  const loss = LOSSES.get(lossName);
  const parameters = initializeNetwork(network, 'he', random, Float64Array);
  // Biases off zero: where a whole layer is silent, the next one would stand on ReLU's kink.
  for (const { role, matrix } of parameters) {
    if (role === 'bias') matrix.data.forEach((_, i) => (matrix.data[i] = 0.1 * random.randn()));
  }
  const passes = createPasses(network, loss, m, Float64Array);
  passes.X.forEach((_, i) => (passes.X[i] = random.randn()));
  const outputs = passes.Y.length / m;
  const kinds = loss.kindsFor(outputs);
  for (let i = 0; i < m; i++) {
    loss.fillTarget(
      passes.Y.subarray(i * outputs, (i + 1) * outputs),
      random.randint(0, kinds),
      0.1,
    );
    passes.weights[i] = 0.5 + random.rand();
  }
  const lambda = 0.3;
  /** The same neurons are silent in every pass. */
  const costAt = (): number => {
    const silenced = dropout > 0 ? { rate: dropout, random: numpyRandom(4) } : null;
    passes.forward(parameters, kernels, silenced);
    return passes.cost() + l2Penalty(squaredNorm(parameters), lambda);
  };
  costAt();
  const gradients = zerosLike(parameters);
  passes.backward(parameters, gradients, kernels);
  addL2Gradients(gradients, parameters, lambda);
  return distanceFromSlopes(parameters, gradients, costAt);
}

const losses = [
  { loss: 'sigmoid', outputs: 1 },
  { loss: 'softmax', outputs: 2 },
  { loss: 'softmax', outputs: 5 },
];

describe('gradients of the passes that train', () => {
  const cases = ACTIVATIONS.names().flatMap((activation) =>
    losses.flatMap((loss) => [0, 0.4].map((dropout) => ({ activation, dropout, ...loss }))),
  );

  it.each(cases)(
    'are the slopes of the cost to 1e-7: $activation, dropout $dropout, $loss of $outputs',
    ({ activation, dropout, loss, outputs }) => {
      const hidden = [9, 7].map((size) => ({ kind: 'dense', size, activation }));
      const last = { kind: 'dense', size: outputs, activation: null };
      const input = { values: 6, picture: null };
      expect(checkGradients([...hidden, last], input, loss, dropout, 8)).toBeLessThan(1e-7);
    },
  );

  const shapes = [
    { filters: [3], neurons: [], edge: 4, dropout: 0 },
    { filters: [4, 5], neurons: [], edge: 7, dropout: 0.4 },
    { filters: [3, 4, 5], neurons: [6], edge: 8, dropout: 0.3 },
  ];
  const convolutional = [
    ...shapes.map((shape) => ({ ...shape, ...losses[0], activation: 'relu' })),
    ...shapes.map((shape) => ({ ...shape, ...losses[2], activation: 'relu' })),
    { ...shapes[1], ...losses[1], activation: 'tanh' },
  ];

  it.each(convolutional)(
    'are the slopes of the cost to 1e-7: filters $filters, $neurons, $activation, dropout $dropout, $loss',
    ({ filters, neurons, edge, dropout, loss, outputs, activation }) => {
      const plans = [
        ...filters.map((size) => ({ kind: 'convolution', size, activation })),
        ...neurons.map((size) => ({ kind: 'dense', size, activation })),
        { kind: 'dense', size: outputs, activation: null },
      ];
      const input = { values: 3 * edge ** 2, picture: { edge, channels: 3 } };
      expect(checkGradients(plans, input, loss, dropout, 5)).toBeLessThan(1e-7);
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
