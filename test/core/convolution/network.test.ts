import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockedKernels, crossEntropy, Matrix, numpyRandom } from '../../../core/index.ts';
import type { FloatArrayConstructor, Kernels, NetworkParameters } from '../../../core/index.ts';
import {
  convolutionalBackward,
  convolutionalForward,
  createConvolutionalGradients,
  initializeConvolutional,
} from '../../../core/convolution/network.ts';
import { createConvolutionalWorkspace, stageSizes } from '../../../core/convolution/workspace.ts';
import { addL2Gradients, l2Penalty } from '../../../core/regularize.ts';
import { distanceFromSlopes } from '../slopes.ts';

interface GoldenNetwork {
  name: string;
  edge: number;
  filters: number[];
  hiddenLayers: number[];
  pictures: number[][];
  labels: number[];
  parameters: Record<string, number[][]>;
  learningRate: number;
  costs: number[];
  logits: number[];
  gradients: Record<string, number[][]>;
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/convolution.json', import.meta.url), 'utf8'),
) as { networks: GoldenNetwork[] };

const kernels: Kernels = blockedKernels();

function prepare(network: GoldenNetwork, ArrayType: FloatArrayConstructor) {
  const { edge, filters, hiddenLayers, pictures, labels } = network;
  const layerSizes = stageSizes(edge, filters, hiddenLayers);
  const shape = { layerSizes, edge, filters };
  const workspace = createConvolutionalWorkspace(shape, labels.length, ArrayType);
  pictures.forEach((picture, i) => workspace.pictures[i]!.set(picture));
  workspace.head.labels.set(labels);
  const parameters: NetworkParameters = Object.fromEntries(
    Object.entries(network.parameters).map(([name, rows]) => [
      name,
      Matrix.fromRows(rows, ArrayType),
    ]),
  );
  return { workspace, parameters };
}

describe.each([
  { ArrayType: Float64Array as FloatArrayConstructor, tolerance: 1e-12 },
  { ArrayType: Float32Array as FloatArrayConstructor, tolerance: 2e-5 },
])('convolutional networks against NumPy in $ArrayType.name', ({ ArrayType, tolerance }) => {
  function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
    expect(actual).toHaveLength(expected.length);
    const scale = Math.max(1e-3, ...expected.map(Math.abs));
    const worst = Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));
    expect(worst).toBeLessThanOrEqual(tolerance * scale);
  }

  it.each(golden.networks)(
    'answer for $name: logits, every gradient, costs of steps',
    (network) => {
      const { workspace, parameters } = prepare(network, ArrayType);
      const gradients = createConvolutionalGradients(parameters);
      const { labels, m } = workspace.head;
      network.costs.forEach((cost, step) => {
        const logits = convolutionalForward(workspace, parameters, kernels);
        convolutionalBackward(workspace, parameters, gradients, kernels);
        expectClose([crossEntropy(logits, labels, m)], [cost]);
        if (step === 0) {
          expectClose(logits, network.logits);
          for (const [name, rows] of Object.entries(network.gradients)) {
            expectClose(gradients[name as `dW${number}`]!.toRows().flat(), rows.flat());
          }
        }
        for (const [name, { data }] of Object.entries(parameters)) {
          const gradient = gradients[`d${name}` as `dW${number}`]!.data;
          data.forEach((_, i) => (data[i]! -= network.learningRate * gradient[i]!));
        }
      });
    },
  );
});

describe('gradients of convolutional networks', () => {
  it.each([
    { filters: [3], hiddenLayers: [], edge: 4, dropout: 0 },
    { filters: [4, 5], hiddenLayers: [], edge: 7, dropout: 0.4 },
    { filters: [3, 4, 5], hiddenLayers: [6], edge: 8, dropout: 0.3 },
  ])(
    'are the slopes of the cost to 1e-7: $filters, $hiddenLayers, dropout $dropout, soft labels, weights, L2',
    ({ filters, hiddenLayers, edge, dropout }) => {
      const m = 5;
      const random = numpyRandom(12);
      const shape = { layerSizes: stageSizes(edge, filters, hiddenLayers), edge, filters };
      const parameters = initializeConvolutional(shape, { random, ArrayType: Float64Array });
      for (const [name, { data }] of Object.entries(parameters)) {
        if (name.startsWith('b')) data.forEach((_, i) => (data[i] = 0.1 * random.randn()));
      }
      const workspace = createConvolutionalWorkspace(shape, m, Float64Array);
      for (const X of workspace.pictures) X.forEach((_, i) => (X[i] = random.randn()));
      const { labels, weights } = workspace.head;
      labels.forEach((_, i) => (labels[i] = random.randint(0, 2) ? 0.95 : 0.05));
      weights.forEach((_, i) => (weights[i] = 0.5 + random.rand()));
      const lambda = 0.3;
      const costAt = (): number => {
        const silenced = dropout > 0 ? { rate: dropout, random: numpyRandom(4) } : null;
        const logits = convolutionalForward(workspace, parameters, kernels, silenced);
        return crossEntropy(logits, labels, m, weights) + l2Penalty(parameters, lambda);
      };

      costAt();
      const gradients = createConvolutionalGradients(parameters);
      convolutionalBackward(workspace, parameters, gradients, kernels);
      addL2Gradients(gradients, parameters, lambda);
      expect(distanceFromSlopes(parameters, gradients, costAt)).toBeLessThan(1e-7);
    },
  );
});

describe('the shape of a convolutional network', () => {
  it('is refused where nothing would be left of the pictures', () => {
    const shape = { layerSizes: [12, 0, 0, 1], edge: 2, filters: [4, 4] };
    expect(() => createConvolutionalWorkspace(shape, 1, Float32Array)).toThrow(
      'Expected pictures of at least 4 pixels for 2 blocks, got 2',
    );
  });
});
