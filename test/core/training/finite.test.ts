import { describe, expect, it } from 'vitest';
import { modelPredictMany, numpyRandom } from '../../../core/index.ts';
import type { Examples, TrainingResult } from '../../../core/index.ts';
import { ACTIVATIONS } from '../../../core/layers/activations/activations.ts';
import { sigmoidCrossEntropy } from '../../../core/loss/sigmoid-cross-entropy.ts';
import { softmaxCrossEntropy } from '../../../core/loss/softmax-cross-entropy.ts';
import { OPTIMIZERS } from '../../../core/optimizers/optimizers.ts';
import { makeExamples, ofSecond, splitAt, trainToEnd } from '../examples.ts';

const activations = ACTIVATIONS.names();
const optimizers = OPTIMIZERS.names();
const examples = makeExamples(60);
const split = splitAt(examples, 45);

/** Every weight and every answer is a number; a run that was stopped says so. */
function expectUsable(result: TrainingResult, { features }: Examples): void {
  for (const { matrix } of result.model.parameters) {
    expect(matrix.data.every(Number.isFinite)).toBe(true);
  }
  expect(modelPredictMany(result.model, features).every((p) => p >= 0 && p <= 1)).toBe(true);
  if (result.stopped === 'not-finite') {
    expect(result.message).toMatch(/no longer finite at epoch \d+; try a smaller learning rate/);
    expect(result.modelEpoch).toBeLessThan(result.epochsRun);
  }
}

describe('numbers never go bad', () => {
  const wild = activations.flatMap((activation) =>
    optimizers.map((optimizer) => ({ activation, optimizer })),
  );

  it.each(wild)('with any learning rate that is too large: $activation, $optimizer', (changes) => {
    for (const precision of ['float32', 'float64'] as const) {
      for (const learningRate of [10, 1e10, 1e38, 1e200]) {
        for (const minibatchSize of [null, 16]) {
          const { result } = trainToEnd(examples, split, {
            ...{ precision, learningRate, minibatchSize, epochs: 4 },
            ...changes,
          });
          expectUsable(result, examples);
        }
      }
    }
  });

  it('through the Gram matrix too, and says so', () => {
    const wide = makeExamples(20, 300);
    const { result } = trainToEnd(wide, splitAt(wide, 16), {
      ...{ optimizer: 'momentum', minibatchSize: null, epochs: 500, learningRate: 1e20 },
    });
    expect(result).toMatchObject({ method: 'gram', stopped: 'not-finite' });
    expectUsable(result, wide);
  });

  it.each([null, 1])(
    'where saturated neurons hide infinite weights from the cost, patience %s',
    (patience) => {
      // The decay makes W1 infinite and leaves W2 finite: tanh of ±Infinity is ±1.
      const single = makeExamples(40, 1);
      const { result } = trainToEnd(single, splitAt(single, 30), {
        ...{ activation: 'tanh', optimizer: 'gradient-descent', hiddenLayers: [400] },
        ...{ learningRate: 1, weightDecay: 1.2e38, epochs: 1, minibatchSize: null, patience },
      });
      expect(result).toMatchObject({ stopped: 'not-finite', modelEpoch: 0 });
      expectUsable(result, single);
    },
  );

  it('where the last step of all goes wrong and no example is kept aside to show it', () => {
    const { result } = trainToEnd(examples, splitAt(examples, 60), {
      ...{ learningRate: 1e25, epochs: 1, minibatchSize: null },
    });
    expect(result).toMatchObject({ stopped: 'not-finite', modelEpoch: 0, epochsRun: 1 });
    expectUsable(result, examples);
  });

  it.each([Float32Array, Float64Array])('with logits of ±1,000 and more, in %o', (ArrayType) => {
    const logits = ArrayType.of(1000, -1000, 1000, -1000, 1e30, -1e30);
    const labels = ArrayType.of(1, 0, 0, 1, 0, 0.5);
    const { cost, backward } = sigmoidCrossEntropy;
    expect(cost(logits.subarray(0, 2), labels, 2)).toBe(0);
    expect(cost(logits.subarray(0, 4), labels, 4)).toBe(500);
    expect(Number.isFinite(cost(logits, labels, 6))).toBe(true);
    const dZ = new ArrayType(6);
    backward(dZ, logits, labels, 6, new ArrayType(6).fill(1));
    expect([...dZ]).toEqual([0, 0, 1, -1, 1, -0.5]);
  });

  it.each([Float32Array, Float64Array])(
    'with logits of ±1,000 and more of three kinds, in %o',
    (ArrayType) => {
      const { cost, backward, probabilities } = softmaxCrossEntropy;
      // Right, wrong, and undecided between the first two.
      const logits = ArrayType.of(1000, -1000, 0, 1000, -1000, 0, 1e30, 1e30, -1e30);
      const Y = ArrayType.of(1, 0, 0, 0, 1, 0, 1, 0, 0);
      expect(cost(logits.subarray(0, 3), Y, 1)).toBe(0);
      expect(cost(logits.subarray(3, 6), Y.subarray(3), 1)).toBe(2000);
      expect(cost(logits, Y, 3)).toBeCloseTo((2000 + Math.log(2)) / 3, 10);
      const dZ = new ArrayType(9);
      backward(dZ, logits, Y, 3, new ArrayType(3).fill(1));
      expect([...dZ]).toEqual([0, 0, 0, 1, -1, 0, -0.5, 0.5, 0]);
      const answers = new Float64Array(9);
      probabilities(answers, logits, 3);
      expect([...answers]).toEqual([1, 0, 0, 1, 0, 0, 0.5, 0.5, 0]);
    },
  );

  it.each([
    { name: 'the smallest differences there are', low: 0, high: 1.4e-45 },
    { name: 'the largest numbers there are', low: -3.4e38, high: 3.4e38 },
    { name: 'one value far from the others', low: 1e-30, high: 1e30 },
  ])('with features of $name', ({ low, high }) => {
    const random = numpyRandom(2);
    const features = new Float32Array(60 * 48).map(() => (random.randint(0, 4) ? low : high));
    const extreme: Examples = { ...examples, features };
    for (const minibatchSize of [null, 16]) {
      const { result } = trainToEnd(extreme, split, { minibatchSize, epochs: 3 });
      expect(result.stopped).toBe('all-epochs');
      expectUsable(result, extreme);
    }
  });

  it.each([NaN, Infinity, -Infinity])('because a feature that is %d is refused', (value) => {
    const features = Float32Array.from(examples.features);
    features[1234] = value;
    expect(() => trainToEnd({ ...examples, features }, split)).toThrow(
      `Expected features that are finite numbers, got ${value}`,
    );
  });

  const few = [
    { name: 'one example', count: 1, label: 1 },
    { name: 'all labels 0', count: 20, label: 0 },
    { name: 'all labels 1', count: 20, label: 1 },
  ];
  it.each(few)('with $name, balanced, to the end', ({ count, label }) => {
    const lone: Examples = { ...makeExamples(count), labels: new Uint8Array(count).fill(label) };
    for (const minibatchSize of [null, 16]) {
      const { result } = trainToEnd(lone, splitAt(lone, count), {
        ...{ classWeights: 'balanced', optimizer: 'rmsprop', epochs: 200, minibatchSize },
      });
      expect(result.stopped).toBe('all-epochs');
      expectUsable(result, lone);
      const answers = ofSecond(modelPredictMany(result.model, lone.features));
      expect(answers.every((p) => Math.abs(p - label) < 0.2)).toBe(true);
    }
  });
});
