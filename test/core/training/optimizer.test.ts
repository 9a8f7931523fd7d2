import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../core/index.ts';
import type { Parameter } from '../../../core/index.ts';
import { OPTIMIZERS } from '../../../core/optimizers/optimizers.ts';
import { clipGradients } from '../../../core/training/clipping.ts';
import { addL2Gradients, l2Penalty, squaredNorm } from '../../../core/training/penalty.ts';
import { learningRateAt } from '../../../core/training/schedule.ts';
import { createMover } from '../../../core/training/step.ts';

function weight(name: string, matrix: Matrix): Parameter {
  return { name, role: 'weight', matrix };
}
function bias(name: string, matrix: Matrix): Parameter {
  return { name, role: 'bias', matrix };
}
function one(value: number) {
  return Matrix.fromRows([[value]], Float64Array);
}

/** Where a weight and a bias of 1 are after gradients of 0.5 and then 0.25, learning rate 0.1. */
function twoSteps(optimizer: string, weightDecay = 0) {
  const parameters = [weight('W1', one(1)), bias('b1', one(1))];
  const { move } = createMover(parameters, OPTIMIZERS.get(optimizer), weightDecay);
  const places = [0.5, 0.25].map((g, i) => {
    move([weight('W1', one(g)), bias('b1', one(g))], 0.1, i + 1);
    return parameters.map(({ matrix }) => matrix.at(0, 0));
  });
  return { W: places.map(([W]) => W), b: places.map(([, b]) => b) };
}

describe('optimizers, worked out by hand for two steps', () => {
  it.each<[string, number, number]>([
    ['gradient-descent', 1 - 0.1 * 0.5, 0.95 - 0.1 * 0.25],
    // v = 0.5, then 0.9 · 0.5 + 0.25 = 0.7
    ['momentum', 1 - 0.1 * 0.5, 0.95 - 0.1 * 0.7],
    // s = 0.025, then 0.0225 + 0.00625
    [
      'rmsprop',
      1 - 0.05 / Math.sqrt(0.025),
      1 - 0.05 / Math.sqrt(0.025) - 0.025 / Math.sqrt(0.02875),
    ],
    // m̂ = 0.5 and v̂ = 0.25, then m = 0.07, m̂ = 0.07/0.19 and v = 0.00031225, v̂ = v/0.001999
    ['adam', 0.9, 0.9 - (0.1 * (0.07 / 0.19)) / Math.sqrt(0.00031225 / 0.001999)],
  ])('%s', (optimizer, first, second) => {
    const { W, b } = twoSteps(optimizer);
    expect(W[0]).toBeCloseTo(first, 7);
    expect(W[1]).toBeCloseTo(second, 7);
    expect(b).toEqual(W);
  });

  it('adamw shrinks the weight apart from the gradient, and no bias', () => {
    const { W, b } = twoSteps('adamw', 0.2);
    // The decay never passes through Adam's division, so it is exactly α · 0.2 of the weight.
    expect(W[0]).toBeCloseTo(1 * 0.98 - 0.1, 7);
    expect(W[1]).toBeCloseTo(0.88 * 0.98 - (b[0] - b[1]), 7);
    expect(b).toEqual(twoSteps('adam').b);
  });

  it('remembers in matrices of the parameters’ shapes', () => {
    const parameters = [weight('W1', Matrix.zeros(3, 2)), bias('b1', Matrix.zeros(3, 1))];
    const { optimizerState } = createMover(parameters, OPTIMIZERS.get('adam'), 0);
    expect(optimizerState.map(({ name, matrix: { rows, cols } }) => [name, rows, cols])).toEqual([
      ['W1.mean', 3, 2],
      ['W1.square', 3, 2],
      ['b1.mean', 3, 1],
      ['b1.square', 3, 1],
    ]);
  });
});

describe('regularisation', () => {
  it('penalises the squares of weights and not of biases', () => {
    const parameters = [
      weight('W1', Matrix.fromRows([[1, 2]])),
      bias('b1', one(9)),
      weight('W2', one(-3)),
      bias('b2', one(9)),
    ];
    expect(l2Penalty(squaredNorm(parameters), 0.1)).toBeCloseTo(0.05 * (1 + 4 + 9), 12);
    const gradients = [
      weight('W1', Matrix.fromRows([[10, 10]])),
      bias('b1', one(5)),
      weight('W2', one(10)),
      bias('b2', one(5)),
    ];
    addL2Gradients(gradients, parameters, 0.5);
    expect(gradients.map(({ matrix }) => matrix.toRows())).toEqual([
      [[10.5, 11]],
      [[5]],
      [[8.5]],
      [[5]],
    ]);
  });

  it('shortens gradients that are too long as one vector, and leaves others alone', () => {
    const W = Matrix.fromRows([[3, 0]], Float64Array);
    const b = one(4);
    const gradients = [weight('W1', W), bias('b1', b)];
    clipGradients(gradients, 5);
    expect([W.at(0, 0), b.at(0, 0)]).toEqual([3, 4]);
    clipGradients(gradients, 1);
    expect(W.at(0, 0)).toBeCloseTo(0.6, 15);
    expect(b.at(0, 0)).toBeCloseTo(0.8, 15);
  });
});

describe('schedules', () => {
  const ratesOf = (schedule: Parameters<typeof learningRateAt>[0], epochs: number) =>
    Array.from({ length: epochs * 4 }, (_, i) =>
      learningRateAt(schedule, 0.8, {
        epoch: Math.floor(i / 4) + 1,
        step: (i % 4) + 1,
        epochs,
        stepsPerEpoch: 4,
      }),
    );

  it('constant: the learning rate', () => {
    expect(new Set(ratesOf({ kind: 'constant' }, 3))).toEqual(new Set([0.8]));
  });

  it('step: smaller by the factor after every so many epochs', () => {
    const rates = ratesOf({ kind: 'step', every: 2, factor: 0.5 }, 5);
    expect(rates.filter((_, i) => i % 4 === 0)).toEqual([0.8, 0.8, 0.4, 0.4, 0.2]);
    expect(rates[7]).toBe(0.8);
  });

  it('cosine: up in even steps in the warm-up, then half a cosine down', () => {
    const rates = ratesOf({ kind: 'cosine', warmupEpochs: 1 }, 3);
    [0.2, 0.4, 0.6, 0.8].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 12));
    expect(rates[4]).toBe(0.8);
    // a quarter, a half, three quarters of the way
    expect(rates[6]).toBeCloseTo(0.4 * (1 + Math.SQRT1_2), 12);
    expect(rates[8]).toBeCloseTo(0.4, 12);
    expect(rates[10]).toBeCloseTo(0.4 * (1 - Math.SQRT1_2), 12);
    const falling = rates.slice(4);
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    expect(rates.at(-1)).toBeGreaterThan(0);
  });
});
