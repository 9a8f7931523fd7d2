import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  completeChoice,
  numpyRandom,
  serializeCheckpoint,
  splitTrainValidation,
  train,
  wilsonInterval,
} from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import type { CurvePoint, TrainingSettings } from '../../../electron/contract.ts';
import { trainingHandlers } from '../../../electron/training/handlers.ts';
import type {
  FinishedTraining,
  KeptRun,
  TrainingNotices,
} from '../../../electron/training/operations.ts';
import { answersOf, FEATURE_COUNT, makeExamples } from './examples.ts';
import { ENDLESS, EYE_ID, giveTo, RUN_ID, SETTINGS } from './giving.ts';
import type { Given } from './giving.ts';
import { spanOf, turns } from './waiting.ts';

let notices: TrainingNotices['progress'][];
let kept: TrainingNotices['kept'][];
let service: ReturnType<typeof trainingHandlers>;
beforeEach(() => {
  notices = [];
  kept = [];
  service = trainingHandlers(async (name, payload) => {
    if (name === 'progress') notices.push(payload as TrainingNotices['progress']);
    else kept.push(payload as TrainingNotices['kept']);
  });
});

function give(given: Given, options?: { id?: number; chosen?: TrainingSettings }) {
  return giveTo(service, given, options);
}

function run(chosen = SETTINGS, goOnFrom: KeptRun | null = null) {
  return service.run({
    runId: RUN_ID,
    eyeId: EYE_ID,
    eyeKind: 'pixels',
    settings: chosen,
    goOnFrom,
  });
}

async function finished(chosen = SETTINGS): Promise<FinishedTraining> {
  const outcome = await run(chosen);
  if (!outcome.ok || outcome.value === null) throw new Error('Expected a finished training');
  return outcome.value;
}

/** Until a run has told that it learns, and after that `more` times. */
function told(more = 0) {
  return vi.waitFor(() => expect(notices.length).toBeGreaterThan(more), {
    timeout: 15_000,
    interval: 5,
  });
}

describe('a training', () => {
  it('learns, and checks itself on examples it never saw', async () => {
    await give(makeExamples(120));
    const { validation, trainingAccuracy, layerSizes, epochsRun } = await finished();
    expect(layerSizes).toEqual([FEATURE_COUNT, 8, 1]);
    expect(epochsRun).toBeGreaterThan(0);
    expect(trainingAccuracy).toBeGreaterThan(0.9);
    expect(validation.count).toBe(30);
    expect(validation.accuracy).toBe(validation.correct / 30);
    expect(validation.confusion.flat().reduce((sum, n) => sum + n)).toBe(30);
    expect(validation.confusion[0][0] + validation.confusion[0][1]).toBe(15);
    expect(validation.correct).toBeGreaterThan(26);
  });

  it('gives the same network, bit for bit, for the same seed', async () => {
    await give(makeExamples(60));
    const first = await finished();
    await give(makeExamples(60));
    expect((await finished()).weights).toEqual(first.weights);
    await give(makeExamples(60), { chosen: { ...SETTINGS, seed: 4 } });
    expect((await finished({ ...SETTINGS, seed: 4 })).weights).not.toEqual(first.weights);
  });

  it('tells every epoch once, in order', async () => {
    await give(makeExamples(80));
    const { epochsRun } = await finished();
    const curve: CurvePoint[] = notices.flatMap((notice) => notice.curve);
    expect(curve.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: epochsRun }, (_, index) => index + 1),
    );
    expect(notices.at(-1)).toMatchObject({
      runId: RUN_ID,
      epoch: epochsRun,
      epochs: SETTINGS.epochs,
    });
    for (const { trainingCost, validationCost, validationAccuracy } of curve) {
      expect([trainingCost, validationCost, validationAccuracy].every(Number.isFinite)).toBe(true);
    }
  });

  it('sends a few hundred points of thousands of epochs', async () => {
    await give(makeExamples(8));
    const long = { ...SETTINGS, epochs: 3000, hiddenLayers: [1], learningRate: 1e-7 };
    const { epochsRun } = await finished(long);
    const points = notices.flatMap((notice) => notice.curve);
    expect(points.length).toBeLessThanOrEqual(402);
    expect(points.length).toBeGreaterThan(epochsRun / 8 - 2);
  });

  it('keeps its state while paused, answers meanwhile, and does not count the pause', async () => {
    await give(makeExamples(80));
    const { weights, milliseconds } = await finished();
    await service.loadModel({ modelId: 1, weights });

    await give(makeExamples(80));
    notices = [];
    await service.pause({ runId: RUN_ID });
    const running = finished();
    const began = performance.now();
    const pauseLength = 300;
    await spanOf(pauseLength);
    expect(notices).toEqual([]);
    const { features } = makeExamples(4);
    expect(await service.predict({ modelId: 1, features })).toHaveLength(8);
    await service.resume({ runId: RUN_ID });
    const after = await running;
    expect(performance.now() - began).toBeGreaterThan(pauseLength - 5);
    expect(after.weights).toEqual(weights);
    expect(after.milliseconds).toBeLessThan(milliseconds + 250);
  });

  it('answers null soon after a cancel, running or paused', async () => {
    for (const pausedFirst of [false, true]) {
      await give(makeExamples(80));
      const running = run(ENDLESS);
      notices = [];
      await told();
      if (pausedFirst) await service.pause({ runId: RUN_ID });
      await turns();
      const asked = performance.now();
      await service.cancel({ runId: RUN_ID });
      expect(await running).toEqual({ ok: true, value: null });
      expect(performance.now() - asked).toBeLessThan(500);
    }
  });

  it('is ended by the one that begins after it', async () => {
    await give(makeExamples(80));
    const first = run(ENDLESS);
    await told();
    await give(makeExamples(80), { id: RUN_ID + 1 });
    expect(await first).toEqual({ ok: true, value: null });
  });

  it('tells about ten times a second how long it will take', async () => {
    await give(makeExamples(80));
    const running = run(ENDLESS);
    await told();
    const [began, first] = [performance.now(), notices.length];
    await told(first + 3);
    const each = (performance.now() - began) / (notices.length - first);
    expect(each).toBeGreaterThan(70);
    expect(each).toBeLessThan(1000);
    await service.cancel({ runId: RUN_ID });
    await running;
    expect(notices.at(-1)?.millisecondsLeft).toBeGreaterThan(60_000);
  });

  it('is given away every few seconds, and goes on from there', { timeout: 60_000 }, async () => {
    const long = { ...SETTINGS, epochs: 100_000, minibatchSize: 4, learningRate: 1e-6 };
    await give(makeExamples(80));
    const first = run(long);
    await vi.waitUntil(() => kept.length > 0, { timeout: 20_000 });
    await service.cancel({ runId: RUN_ID });
    await first;
    const [goOnFrom] = kept;
    expect(goOnFrom.milliseconds).toBeGreaterThan(1000);
    const reached = notices.at(-1).epoch;

    notices = [];
    await give(makeExamples(80));
    const resumed = run(long, goOnFrom);
    await vi.waitUntil(() => notices.length > 0, { timeout: 20_000 });
    await service.cancel({ runId: RUN_ID });
    await resumed;
    expect(notices[0].epoch).toBeGreaterThan(reached / 2);
  });

  it('that goes on ends with the network that it would have had', async () => {
    const examples = makeExamples(60);
    await give(examples);
    const uninterrupted = await finished();

    const { features, labels } = examples;
    const split = splitTrainValidation(labels, SETTINGS.validationFraction, numpyRandom(3));
    const { kernels } = await loadKernels({ threads: 1 });
    const all = completeChoice(SETTINGS, split.training.length, 'pixels');
    const steps = train(
      { features, labels, count: 60, featureCount: FEATURE_COUNT },
      split,
      all,
      kernels,
    );
    for (let step = 0; step < 40; step += 1) steps.next();
    const { value } = steps.next();
    if (!('checkpoint' in value)) throw new Error('Expected a training that is not over');
    const goOnFrom = { checkpoint: serializeCheckpoint(value.checkpoint()), milliseconds: 5000 };

    await give(examples);
    const outcome = await run(SETTINGS, goOnFrom);
    if (!outcome.ok || outcome.value === null) throw new Error('Expected a finished training');
    expect(outcome.value.weights).toEqual(uninterrupted.weights);
    expect(outcome.value.milliseconds).toBeGreaterThanOrEqual(5000);
  });

  it('learns from numbers that are no pictures', async () => {
    const { features, labels } = makeExamples(120);
    await give({ features: Float32Array.from(features, (value) => value / 1000 - 3), labels });
    expect((await finished()).validation.correct).toBeGreaterThan(26);
  });

  it('refuses bytes where it was promised numbers', async () => {
    await service.begin({
      runId: RUN_ID,
      featureType: 'floats',
      kinds: 2,
      mostExamples: 2,
      featureCount: FEATURE_COUNT,
    });
    const { features, labels } = makeExamples(2);
    const keptAside = new Uint8Array(2);
    const adding = async () => service.addExamples({ runId: RUN_ID, features, labels, keptAside });
    await expect(adding()).rejects.toThrow('of the type begun with');
  });

  it('through convolutions is the same for the same seed, and answers when it is saved', async () => {
    const examples = makeExamples(24);
    const chosen: TrainingSettings = {
      ...SETTINGS,
      network: 'convolutional',
      augmentation: true,
      epochs: 1,
      hiddenLayers: [],
    };
    await give(examples);
    const { weights, validation, trainingAccuracy } = await finished(chosen);
    await give(examples);
    expect((await finished(chosen)).weights).toEqual(weights);
    await service.loadModel({ modelId: 3, weights });
    const answers = await service.predict({ modelId: 3, features: examples.features });
    const right = answersOf(answers, 2).filter((kind, index) => kind === examples.labels[index]);
    expect(right.length).toBe(validation.correct + Math.round(trainingAccuracy * 18));
  });

  it('says so in words when its numbers go bad', async () => {
    await give(makeExamples(40));
    const outcome = await run({ ...SETTINGS, learningRate: 1e38 });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'cost-not-finite' } });
  });

  it.each([
    [6, 0],
    [6, 1],
    [6, 5],
    [0, 0],
  ])('refuses %i examples of which %i are of the first kind', async (count, positives) => {
    await give(makeExamples(count, positives));
    const outcome = await run();
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'too-few-labels' } });
  });

  it('keeps one of each kind aside of the fewest it takes', async () => {
    const chosen = { ...SETTINGS, validationFraction: 0.1 };
    await give(makeExamples(20, 2), { chosen });
    const { validation } = await finished(chosen);
    expect(validation.confusion[0][0] + validation.confusion[0][1]).toBe(1);
  });

  it('learns with the settings of one click', async () => {
    const photos = { exampleCount: 120, eyeKind: 'keen', network: 'dense' } as const;
    const oneClick = await service.oneClickSettings(photos);
    await give(makeExamples(120), { chosen: oneClick });
    expect((await finished(oneClick)).validation.accuracy).toBeGreaterThan(0.8);
  });
});

describe('a comparison', () => {
  const compare = () =>
    service.compare({ runId: RUN_ID, eyeId: EYE_ID, eyeKind: 'pixels', seed: 1 });

  it('has every example answered for once by a network that did not learn from it', async () => {
    await give(makeExamples(60));
    const outcome = await compare();
    if (!outcome.ok || outcome.value === null) throw new Error('Expected figures');
    const { count, correct, accuracy, accuracyInterval } = outcome.value;
    expect(count).toBe(60);
    expect(accuracy).toBe(correct / 60);
    expect(accuracy).toBeGreaterThan(0.8);
    expect(accuracyInterval).toEqual(wilsonInterval(correct, 60));
  });

  it('of labels that mean nothing finds no more than chance', async () => {
    const { features } = makeExamples(200, 0);
    await give({ features, labels: Uint8Array.from({ length: 200 }, (_, index) => index % 2) });
    const outcome = await compare();
    if (!outcome.ok || outcome.value === null) throw new Error('Expected figures');
    expect(outcome.value.accuracyInterval[0]).toBeLessThan(0.5);
  });

  it('answers null soon after a cancel', async () => {
    await give(makeExamples(400));
    const comparing = compare();
    await turns();
    const asked = performance.now();
    await service.cancel({ runId: RUN_ID });
    expect(await comparing).toEqual({ ok: true, value: null });
    expect(performance.now() - asked).toBeLessThan(500);
  });

  it('refuses too few in words', async () => {
    await give(makeExamples(6, 1));
    expect(await compare()).toMatchObject({ ok: false, problem: { code: 'too-few-labels' } });
  });
});

describe('a saved model', () => {
  it('answers the same for an example alone as among others, and as its figures say', async () => {
    const examples = makeExamples(120);
    await give(examples);
    const { weights, validation, trainingAccuracy } = await finished();
    expect(await service.hasModel({ modelId: 5 })).toBe(false);
    expect(await service.loadModel({ modelId: 5, weights })).toEqual({ ok: true, value: null });
    expect(await service.hasModel({ modelId: 5 })).toBe(true);

    const { features, labels } = examples;
    const together = await service.predict({ modelId: 5, features });
    for (const index of [0, 63, 64, 119]) {
      const one = features.slice(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT);
      const alone = await service.predict({ modelId: 5, features: one });
      expect(alone).toEqual(together.slice(2 * index, 2 * (index + 1)));
    }
    const right = answersOf(together, 2).filter((kind, index) => kind === labels[index]).length;
    expect(right).toBe(validation.correct + Math.round(trainingAccuracy * 90));
  });

  it('is refused in words when its bytes are damaged', async () => {
    const outcome = await service.loadModel({ modelId: 9, weights: Uint8Array.of(1, 2, 3) });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'model-damaged' } });
    expect(await service.hasModel({ modelId: 9 })).toBe(false);
  });
});
