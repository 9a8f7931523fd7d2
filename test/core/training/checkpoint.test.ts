import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deserializeCheckpoint,
  resumeTraining,
  serializeCheckpoint,
  serializeModel,
  train,
} from '../../../core/index.ts';
import type {
  Kernels,
  Checkpoint,
  Model,
  Preparation,
  TrainingSettings,
  TrainingStep,
} from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import {
  makeExamples,
  matrixOf,
  PLAIN_SETTINGS,
  runToEnd,
  splitAt,
  trainToEnd,
} from '../examples.ts';

const examples = makeExamples(60, 130);
const split = splitAt(examples, 45);

const LIVELY: TrainingSettings = {
  ...PLAIN_SETTINGS,
  epochs: 6,
  dropout: 0.3,
  patience: 2,
  l2: 0.001,
  schedule: { kind: 'cosine', warmupEpochs: 1 },
};

/** The bytes of the checkpoint after `count` steps. */
function interruptAfter(count: number, settings: TrainingSettings, kernels?: Kernels): Uint8Array {
  const training = train(examples, split, settings, kernels);
  for (let i = 1; ; i++) {
    const next = training.next();
    if (next.done) throw new Error(`Expected at least ${count} steps, got ${i - 1}`);
    if (i === count) return serializeCheckpoint(stepOf(next.value).checkpoint());
  }
}

function stepOf(event: Preparation | TrainingStep): TrainingStep {
  if (event.phase !== 'learning') throw new Error('Expected a step, got a preparation');
  return event;
}

function read(bytes: Uint8Array): Checkpoint {
  const result = deserializeCheckpoint(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.checkpoint;
}

describe('a checkpoint', () => {
  it.each<[string, Partial<TrainingSettings>]>([
    ['gradient descent', { optimizer: 'gradient-descent', learningRate: 0.1 }],
    ['momentum', { optimizer: 'momentum' }],
    ['RMSProp', { optimizer: 'rmsprop' }],
    ['Adam', {}],
    ['Adam in Float64', { precision: 'float64', patience: null }],
    ['full batch', { minibatchSize: null }],
    [
      'full batch through the Gram matrix',
      { minibatchSize: null, optimizer: 'momentum', epochs: 40 },
    ],
  ])('after any step, as bytes, goes on to the same bits: %s', (name, changes) => {
    const settings = { ...LIVELY, ...changes };
    const whole = trainToEnd(examples, split, settings);
    expect(whole.result.method).toBe(name.includes('Gram') ? 'gram' : 'plain');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.steps.length }), (count) => {
        const checkpoint = read(interruptAfter(count, settings));
        const rest = runToEnd(resumeTraining(examples, split, checkpoint));
        const told = (steps: typeof rest.steps) =>
          steps.map(({ epoch, step, cost, epochFigures }) => [epoch, step, cost, epochFigures]);
        expect(told(rest.steps)).toEqual(told(whole.steps.slice(count)));
        expect(serializeModel(rest.result.model)).toEqual(serializeModel(whole.result.model));
        expect(rest.result).toEqual(whole.result);
      }),
      { numRuns: 8 },
    );
  });

  it('comes back bit for bit, and its own copy does not change with the run', () => {
    const training = train(examples, split, LIVELY);
    const next = training.next();
    if (next.done) throw new Error('Expected a step');
    const checkpoint = stepOf(next.value).checkpoint();
    const bytes = serializeCheckpoint(checkpoint);
    expect(read(bytes)).toEqual(checkpoint);
    training.next();
    expect(serializeCheckpoint(checkpoint)).toEqual(bytes);
    expect(serializeCheckpoint(read(bytes))).toEqual(bytes);
  });

  it('knows the last good weights of a run that goes bad after it', () => {
    const checkpoint = read(interruptAfter(8, LIVELY));
    expect(checkpoint.progress).toMatchObject({ epoch: 3, step: 2 });
    const settings = { ...checkpoint.settings, learningRate: 1e38 };
    const rest = runToEnd(resumeTraining(examples, split, { ...checkpoint, settings }));
    expect(rest.result).toMatchObject({ stopped: 'not-finite', modelEpoch: 2, epochsRun: 3 });
    expect(rest.result.model.parameters).toEqual(checkpoint.lastGood.weights);
  });

  it('is refused with examples, a split or settings that are not its own', () => {
    const checkpoint = read(interruptAfter(4, LIVELY));
    const resume = (own = examples, training = 45, given = checkpoint) =>
      resumeTraining(own, splitAt(own, training), given).next();
    expect(() => resume(makeExamples(60, 130, 9))).toThrow('the examples of the checkpoint');
    expect(() => resume(examples, 44)).toThrow('the examples of the checkpoint');
    const settings = { ...checkpoint.settings, hiddenLayers: [5] };
    expect(() => resume(examples, 45, { ...checkpoint, settings })).toThrow(
      'Expected W1 of shape (5, 130), got (6, 130)',
    );
    expect(() =>
      resume(examples, 45, { ...checkpoint, progress: { ...checkpoint.progress, step: 99 } }),
    ).toThrow('within the run, got epoch 2, step 99');
  });

  it('says what is wrong in plain words, and never throws, whatever byte is damaged', () => {
    const bytes = interruptAfter(2, { ...LIVELY, hiddenLayers: [1] });
    for (const damaged of [bytes.subarray(0, 5), bytes.subarray(0, -1), new Uint8Array(64)]) {
      const result = deserializeCheckpoint(damaged);
      expect(result.ok ? 'accepted' : result.message).toMatch(
        /^This training cannot be continued: .* Please train again\.$/,
      );
    }
    const { model } = trainToEnd(examples, split, { epochs: 1 }).result;
    expect(deserializeCheckpoint(serializeModel(model)).ok).toBe(false);
    for (let i = 0; i < 3000; i++) {
      const damaged = bytes.slice();
      damaged[i] ^= 0x15;
      expect(typeof deserializeCheckpoint(damaged).ok).toBe('boolean');
    }
  });

  it.each<[string, Partial<TrainingSettings>]>([
    ['Adam with dropout', {}],
    ['momentum in Float64', { optimizer: 'momentum', precision: 'float64', patience: null }],
  ])('goes on to the same bits in the memory of WebAssembly: %s', async (_, changes) => {
    const { kernels } = await loadKernels({ threads: 1, builds: ['portable'] });
    const settings = { ...LIVELY, ...changes };
    const whole = trainToEnd(examples, split, settings, kernels);
    const seventh = interruptAfter(7, settings, kernels);
    const rest = runToEnd(resumeTraining(examples, split, read(seventh), kernels));
    expect(rest.steps.map(({ cost }) => cost)).toEqual(
      whole.steps.slice(7).map(({ cost }) => cost),
    );
    expect(serializeModel(rest.result.model)).toEqual(serializeModel(whole.result.model));
    // Other kernels know the layout too; only the rounding differs.
    const plain = runToEnd(resumeTraining(examples, split, read(seventh))).result.model;
    const firstOf = (model: Model) => matrixOf(model, 'W1').data[0];
    expect(firstOf(plain)).toBeCloseTo(firstOf(whole.result.model), 4);
  });
});
