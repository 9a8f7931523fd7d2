import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockedKernels, Matrix, parameterNamed } from '../../../../core/index.ts';
import type { FloatArrayConstructor, Kernels, Parameter } from '../../../../core/index.ts';
import type { LayerPlan } from '../../../../core/layers/layer.ts';
import { sigmoidCrossEntropy } from '../../../../core/loss/sigmoid-cross-entropy.ts';
import { placeLayers } from '../../../../core/network/network.ts';
import { createPasses } from '../../../../core/network/passes.ts';
import { zerosLike } from '../../../../core/network/parameter.ts';

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
  readFileSync(new URL('../../../golden/convolution.json', import.meta.url), 'utf8'),
) as { networks: GoldenNetwork[] };

const kernels: Kernels = blockedKernels();

function layersOf(filters: number[], neurons: number[]): LayerPlan[] {
  return [
    ...filters.map((size) => ({ kind: 'convolution', size, activation: 'relu' })),
    ...neurons.map((size) => ({ kind: 'dense', size, activation: 'relu' })),
    { kind: 'dense', size: 1, activation: null },
  ];
}

function prepare(golden: GoldenNetwork, ArrayType: FloatArrayConstructor) {
  const { edge, filters, hiddenLayers, pictures, labels } = golden;
  const input = { values: 3 * edge ** 2, picture: { edge, channels: 3 } };
  const network = placeLayers(layersOf(filters, hiddenLayers), input);
  const passes = createPasses(network, sigmoidCrossEntropy, labels.length, ArrayType);
  passes.X.set(pictures.flat());
  passes.Y.set(labels);
  const parameters = network.flatMap(({ parameters: own }) =>
    own.map(({ name, role, rows, cols }): Parameter => {
      const matrix = Matrix.fromRows(golden.parameters[name], ArrayType);
      expect([matrix.rows, matrix.cols]).toEqual([rows, cols]);
      return { name, role, matrix };
    }),
  );
  return { passes, parameters };
}

describe.each([
  { ArrayType: Float64Array, tolerance: 1e-12 },
  { ArrayType: Float32Array, tolerance: 2e-5 },
])('convolutional networks against NumPy in $ArrayType.name', ({ ArrayType, tolerance }) => {
  function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
    expect(actual).toHaveLength(expected.length);
    const scale = Math.max(1e-3, ...expected.map(Math.abs));
    const worst = Math.max(...expected.map((value, i) => Math.abs(value - actual[i])));
    expect(worst).toBeLessThanOrEqual(tolerance * scale);
  }

  it.each(golden.networks)(
    'answer for $name: logits, every gradient, costs of steps',
    (network) => {
      const { passes, parameters } = prepare(network, ArrayType);
      const gradients = zerosLike(parameters);
      network.costs.forEach((cost, step) => {
        const logits = passes.forward(parameters, kernels);
        expectClose([passes.cost()], [cost]);
        passes.backward(parameters, gradients, kernels);
        if (step === 0) {
          expectClose(logits, network.logits);
          for (const [name, rows] of Object.entries(network.gradients)) {
            const { matrix } = parameterNamed(gradients, name.slice(1));
            expectClose(matrix.toRows().flat(), rows.flat());
          }
        }
        parameters.forEach(({ matrix: { data } }, p) => {
          const gradient = gradients[p].matrix.data;
          data.forEach((_, i) => (data[i] -= network.learningRate * gradient[i]));
        });
      });
    },
  );
});

describe('the shape of a convolutional network', () => {
  it('is refused where nothing would be left of the pictures', () => {
    const input = { values: 12, picture: { edge: 2, channels: 3 } };
    expect(() => placeLayers(layersOf([4, 4], []), input)).toThrow(
      'Expected pictures of at least 2 pixels for a convolution, got 1',
    );
  });

  it('is refused where what enters is no picture', () => {
    expect(() => placeLayers(layersOf([4], []), { values: 12, picture: null })).toThrow(
      'Expected pictures for a convolution, got 12 values',
    );
  });
});
