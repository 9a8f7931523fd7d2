import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deserializeCheckpoint,
  deserializeModel,
  evaluateModel,
  modelPredictMany,
  resumeTraining,
  serializeCheckpoint,
  serializeModel,
  train,
} from '../../../core/index.ts';
import type { Kernels, TrainingSettings } from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import { makeExamples, PLAIN_SETTINGS, runToEnd, splitAt } from '../examples.ts';
import { addToys } from '../toys.ts';

const examples = makeExamples(60, 130);
const split = splitAt(examples, 45);

const TOYS: Record<string, Partial<TrainingSettings>> = {
  'an activation': { activation: 'toy-softplus' },
  'a loss': { loss: 'toy-squares' },
  'a layer': { hiddenLayers: [6, { kind: 'toy-gain', size: 1 }, 4] },
  'a first layer': { hiddenLayers: [{ kind: 'toy-gain', size: 1 }, 6] },
};

/** Full batches by momentum go through the Gram matrix where the first layer is dense. */
const WAYS: Record<string, Partial<TrainingSettings>> = {
  minibatches: { optimizer: 'adam', epochs: 25 },
  'full batches': {
    optimizer: 'momentum',
    minibatchSize: null,
    epochs: 150,
    learningRate: 0.005,
  },
};

const loaded: Record<string, Kernels> = {};
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  addToys();
  for (const build of ['blocked', 'portable', 'relaxed'] as const) {
    const { kernels, close } = await loadKernels({ builds: [build], threads: 1 });
    loaded[build] = kernels;
    closing.push(close);
  }
});
afterAll(() => Promise.all(closing.map((close) => close())));

describe.each(['blocked', 'portable', 'relaxed'])('with %s kernels', (build) => {
  describe.each(Object.keys(WAYS))('in %s', (way) => {
    it.each(Object.keys(TOYS))(
      '%s that is one file and one line learns, is saved, opened again and resumed',
      (toy) => {
        const kernels = loaded[build];
        const settings = { ...PLAIN_SETTINGS, ...WAYS[way], ...TOYS[toy] };
        const whole = runToEnd(train(examples, split, settings, kernels));
        const { model, method } = whole.result;
        const isGram = way === 'full batches' && toy !== 'a first layer';
        expect(method).toBe(isGram ? 'gram' : 'plain');
        expect(whole.steps.at(-1).cost).toBeLessThan(whole.steps[0].cost);
        expect(evaluateModel(model, examples, split.training, kernels).accuracy).toBeGreaterThan(
          0.85,
        );

        const read = deserializeModel(serializeModel(model));
        expect(read).toEqual({ ok: true, model, about: '' });
        const answers = modelPredictMany(model, examples.features, kernels);
        if (read.ok) {
          expect(modelPredictMany(read.model, examples.features, kernels)).toEqual(answers);
        }

        const checkpoint = interruptAfter(7, settings, kernels);
        const rest = runToEnd(resumeTraining(examples, split, checkpoint, kernels));
        expect(serializeModel(rest.result.model)).toEqual(serializeModel(model));
      },
    );
  });
});

function interruptAfter(count: number, settings: TrainingSettings, kernels: Kernels) {
  let taken = 0;
  for (const event of train(examples, split, settings, kernels)) {
    if (event.phase !== 'learning' || ++taken < count) continue;
    const read = deserializeCheckpoint(serializeCheckpoint(event.checkpoint()));
    if (!read.ok) throw new Error(read.message);
    return read.checkpoint;
  }
  throw new Error(`Expected at least ${count} steps, got ${taken}`);
}
