import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  computeCost,
  initializeParameters,
  linearActivationBackward,
  linearActivationForward,
  linearBackward,
  linearForward,
  lModelBackward,
  lModelForward,
  Matrix,
  numpyRandom,
  predict,
  updateParameters,
} from '../../../core/index.ts';
import type { FloatArrayConstructor, NetworkParameters } from '../../../core/index.ts';

interface NetworkCase {
  name: string;
  X: number[][];
  Y: number[][];
  parameters: Record<string, number[][]>;
  learningRate: number;
  AL: number[][];
  costs: number[];
  gradients: Record<string, number[][]>;
  updated: Record<string, number[][]>;
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/network.json', import.meta.url), 'utf8'),
) as { networks: NetworkCase[] };

function toMatrices(
  values: Record<string, number[][]>,
  ArrayType: FloatArrayConstructor,
): NetworkParameters {
  return Object.fromEntries(
    Object.entries(values).map(([key, rows]) => [key, Matrix.fromRows(rows, ArrayType)]),
  );
}

function expectClose(actual: Matrix, expected: number[][], tolerance: number): void {
  expect([actual.rows, actual.cols]).toEqual([expected.length, expected[0].length]);
  const scale = Math.max(1e-3, ...expected.flat().map(Math.abs));
  expected.forEach((row, i) => {
    row.forEach((value, j) => {
      expect(Math.abs(actual.at(i, j) - value)).toBeLessThanOrEqual(tolerance * scale);
    });
  });
}

const precisions = [
  { ArrayType: Float64Array, tolerance: 1e-12 },
  { ArrayType: Float32Array, tolerance: 1e-5 },
] as const;

describe.each(precisions)('against NumPy in $ArrayType.name', ({ ArrayType, tolerance }) => {
  it.each(golden.networks)('answers for $name: forward, cost, every gradient', (network) => {
    const X = Matrix.fromRows(network.X, ArrayType);
    const Y = Matrix.fromRows(network.Y, ArrayType);
    const parameters = toMatrices(network.parameters, ArrayType);

    const { AL, caches } = lModelForward(X, parameters);
    expect(AL.data).toBeInstanceOf(ArrayType);
    expectClose(AL, network.AL, tolerance);
    expect(Math.abs(computeCost(AL, Y) - network.costs[0])).toBeLessThan(tolerance);

    const gradients = lModelBackward(AL, Y, caches);
    expect(Object.keys(gradients).sort()).toEqual(Object.keys(network.gradients).sort());
    for (const [key, expected] of Object.entries(network.gradients)) {
      const gradient = gradients[key as keyof typeof gradients];
      expect(gradient.data).toBeInstanceOf(ArrayType);
      expectClose(gradient, expected, tolerance);
    }
  });

  it.each(golden.networks)('learns for $name: five updates', (network) => {
    const X = Matrix.fromRows(network.X, ArrayType);
    const Y = Matrix.fromRows(network.Y, ArrayType);
    let parameters = toMatrices(network.parameters, ArrayType);
    for (let step = 0; step < 5; step++) {
      const { AL, caches } = lModelForward(X, parameters);
      expect(Math.abs(computeCost(AL, Y) - network.costs[step])).toBeLessThan(10 * tolerance);
      const gradients = lModelBackward(AL, Y, caches);
      parameters = updateParameters(parameters, gradients, network.learningRate);
    }
    expect(Object.keys(parameters).sort()).toEqual(Object.keys(network.updated).sort());
    for (const [key, expected] of Object.entries(network.updated)) {
      expectClose(parameters[key as keyof typeof parameters], expected, 10 * tolerance);
    }
  });
});

describe('gradients', () => {
  it.each([
    { layerSizes: [5, 1], m: 4 },
    { layerSizes: [6, 5, 1], m: 7 },
    { layerSizes: [4, 6, 3, 5, 1], m: 9 },
  ])('of $layerSizes are the slopes of the cost, to 1e-7', ({ layerSizes, m }) => {
    const random = numpyRandom(7);
    const parameters = initializeParameters(layerSizes, {
      scheme: 'tutorial-deep',
      random,
      ArrayType: Float64Array,
    });
    // Biases off zero: where a whole layer is silent, the next one would stand on ReLU's kink.
    for (let l = 1; l < layerSizes.length; l++) {
      const { data } = parameters[`b${l}`];
      data.forEach((_, i) => (data[i] = 0.1 * random.randn()));
    }
    const X = Matrix.zeros(layerSizes[0], m, Float64Array);
    X.data.forEach((_, i) => (X.data[i] = random.randn()));
    const Y = Matrix.zeros(1, m, Float64Array);
    Y.data.forEach((_, i) => (Y.data[i] = random.randint(0, 2)));
    const costAt = (): number => computeCost(lModelForward(X, parameters).AL, Y);

    const { AL, caches } = lModelForward(X, parameters);
    const gradients = lModelBackward(AL, Y, caches);
    const step = 1e-5;
    let squaredDifference = 0;
    let squaredSum = 0;
    for (const [key, { data }] of Object.entries(parameters)) {
      const gradient = gradients[`d${key}` as keyof typeof gradients];
      data.forEach((value, i) => {
        data[i] = value + step;
        const above = costAt();
        data[i] = value - step;
        const below = costAt();
        data[i] = value;
        const slope = (above - below) / (2 * step);
        squaredDifference += (slope - gradient.data[i]) ** 2;
        squaredSum += slope ** 2 + gradient.data[i] ** 2;
      });
    }
    expect(squaredSum).toBeGreaterThan(0);
    expect(Math.sqrt(squaredDifference) / Math.sqrt(squaredSum)).toBeLessThan(1e-7);
  });

  it.each(['relu', 'sigmoid'] as const)('of one %s layer come from dA by the chain rule', (g) => {
    const APrev = Matrix.fromRows(
      [
        [0.5, -1],
        [2, 0.25],
      ],
      Float64Array,
    );
    const W = Matrix.fromRows(
      [
        [1, -2],
        [0.5, 0.75],
        [-1, 1],
      ],
      Float64Array,
    );
    const b = Matrix.fromRows([[0.1], [-0.2], [0.3]], Float64Array);
    const dA = Matrix.fromRows(
      [
        [1, 2],
        [3, -4],
        [5, 6],
      ],
      Float64Array,
    );
    const { A, cache } = linearActivationForward(APrev, W, b, g);
    const { Z } = linearForward(APrev, W, b);
    const dZ = dA.toRows().map((row, i) =>
      row.map((d, j) => {
        const [z, a] = [Z.at(i, j), A.at(i, j)];
        return g === 'relu' ? (z > 0 ? d : 0) : d * a * (1 - a);
      }),
    );
    const direct = linearBackward(Matrix.fromRows(dZ, Float64Array), cache.linear);
    const chained = linearActivationBackward(dA, cache, g);
    expectClose(chained.dW, direct.dW.toRows(), 1e-15);
    expectClose(chained.db, direct.db.toRows(), 1e-15);
    expectClose(chained.dAPrev, direct.dAPrev.toRows(), 1e-15);
  });
});

describe.each(precisions)('certainty in $ArrayType.name', ({ ArrayType }) => {
  const X = Matrix.fromRows([[1000, 1000, -1000, -1000]], ArrayType);
  const Y = Matrix.fromRows([[1, 0, 0, 1]], ArrayType);
  const parameters = {
    W1: Matrix.fromRows([[1]], ArrayType),
    b1: Matrix.fromRows([[0]], ArrayType),
  };

  it('gives probabilities of exactly 0 and 1 at logits of ±1,000, and finite cost and gradients', () => {
    const { AL, caches } = lModelForward(X, parameters);
    expect([...AL.data]).toEqual([1, 1, 0, 0]);
    const cost = computeCost(AL, Y);
    expect(cost).toBeGreaterThan(1);
    expect(cost).toBeLessThan(400);
    const { dW1, db1, dA0 } = lModelBackward(AL, Y, caches);
    // dZ = AL − Y = [0, 1, 0, −1]
    expect(dW1.at(0, 0)).toBe((1000 + 1000) / 4);
    expect(db1.at(0, 0)).toBe(0);
    expect([...dA0.data]).toEqual([0, 1, 0, -1]);
  });

  it('costs nothing where it is right', () => {
    const right = Matrix.fromRows([[1, 0]], ArrayType);
    expect(computeCost(right, right)).toBe(0);
  });
});

describe('predict', () => {
  it('answers 1 where the probability is over one half, otherwise 0', () => {
    const parameters = { W1: Matrix.fromRows([[1]]), b1: Matrix.fromRows([[0]]) };
    const answers = predict(Matrix.fromRows([[-3, 0, 3]]), parameters);
    expect(answers.toRows()).toEqual([[0, 0, 1]]);
  });
});

describe('updateParameters', () => {
  it('leaves the parameters it was given as they were', () => {
    const parameters = { W1: Matrix.fromRows([[1, 2]]), b1: Matrix.fromRows([[3]]) };
    const gradients = { dW1: Matrix.fromRows([[1, 1]]), db1: Matrix.fromRows([[2]]) };
    const updated = updateParameters(parameters, gradients, 0.5);
    expect(updated.W1.toRows()).toEqual([[0.5, 1.5]]);
    expect(updated.b1.toRows()).toEqual([[2]]);
    expect(parameters.W1.toRows()).toEqual([[1, 2]]);
  });
});

describe('shapes that do not fit', () => {
  const W = Matrix.zeros(3, 2);
  const b = Matrix.zeros(3, 1);

  it.each([
    ['APrev', () => linearForward(Matrix.zeros(4, 5), W, b), '(2, 5), got (4, 5)'],
    ['b', () => linearForward(Matrix.zeros(2, 5), W, Matrix.zeros(2, 1)), '(3, 1), got (2, 1)'],
    [
      'dZ',
      () => linearBackward(Matrix.zeros(3, 4), { APrev: Matrix.zeros(2, 5), W, b }),
      '(3, 5), got (3, 4)',
    ],
    ['X', () => lModelForward(Matrix.zeros(4, 5), { W1: W, b1: b }), '(2, 5), got (4, 5)'],
    ['Y', () => computeCost(Matrix.zeros(1, 5), Matrix.zeros(1, 4)), '(1, 5), got (1, 4)'],
    [
      'dW1',
      () => updateParameters({ W1: W, b1: b }, { dW1: Matrix.zeros(2, 3), db1: b }, 1),
      '(3, 2), got (2, 3)',
    ],
  ])('name %s, the expected and the actual shape', (name, call, shapes) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(`${name} of shape ${shapes}`);
  });

  it('name the parameters that are missing', () => {
    expect(() => lModelForward(Matrix.zeros(2, 1), { W1: W })).toThrow(/W1…WL and b1…bL, got W1/);
  });
});
