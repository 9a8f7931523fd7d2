import { beforeEach, describe, expect, it } from 'vitest';
import { numpyRandom } from '../../../core/index.ts';
import type { CurvePoint, TrainingSettings } from '../../../electron/contract.ts';
import { trainingHandlers } from '../../../electron/training/handlers.ts';
import type { FinishedTraining, TrainingNotices } from '../../../electron/training/operations.ts';

const featureCount = 192;
const runId = 7;

const settings: TrainingSettings = {
  hiddenLayers: [8],
  learningRate: 0.003,
  epochs: 30,
  minibatchSize: 16,
  validationFraction: 0.25,
  seed: 3,
  network: 'dense',
  augmentation: false,
  threads: 1,
};
const eyeId = 'pixels-64@1';

/** Examples whose label shows in their mean brightness, drawn alike for the same seed. */
const makeExamples = (count: number, positives = count / 2) => {
  const random = numpyRandom(1);
  const targets = Uint8Array.from({ length: count }, (_, index) => (index < positives ? 1 : 0));
  const features = new Uint8Array(count * featureCount);
  for (let index = 0; index < features.length; index++) {
    const isBright = targets[Math.floor(index / featureCount)] === 1;
    features[index] = random.randint(0, 180) + (isBright ? 70 : 0);
  }
  return { features, targets };
};

let notices: TrainingNotices['progress'][];
let service: ReturnType<typeof trainingHandlers>;
beforeEach(() => {
  notices = [];
  service = trainingHandlers((name, payload) => {
    if (name === 'progress') notices.push(payload as TrainingNotices['progress']);
  });
});

type Given = { features: Uint8Array | Float32Array; targets: Uint8Array };

/** Gives the examples in two batches, having asked first which are to be kept aside. */
const give = async (
  { features, targets }: Given,
  { id = runId, chosen = settings }: { id?: number; chosen?: TrainingSettings } = {},
) => {
  const { validationFraction, seed } = chosen;
  const { validation } = await service.plan({ targets, validationFraction, seed });
  const keptAside = new Uint8Array(targets.length);
  for (const index of validation) keptAside[index] = 1;
  const kind = features instanceof Float32Array ? 'floats' : 'bytes';
  await service.begin({ runId: id, kind, mostExamples: targets.length + 3, featureCount });
  const half = targets.length >> 1;
  for (const [from, to] of [
    [0, half],
    [half, targets.length],
  ] as const) {
    await service.addExamples({
      runId: id,
      features: features.slice(from * featureCount, to * featureCount),
      targets: targets.slice(from, to),
      keptAside: keptAside.slice(from, to),
    });
  }
};

const run = (chosen = settings) => service.run({ runId, eyeId, settings: chosen, goOnFrom: null });

const finished = async (chosen = settings): Promise<FinishedTraining> => {
  const outcome = await run(chosen);
  if (!outcome.ok || outcome.value === null) throw new Error('Expected a finished training');
  return outcome.value;
};

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** So many epochs that only a cancel ends them within a test. */
const endless = { ...settings, epochs: 100_000_000, minibatchSize: 16, learningRate: 1e-9 };

describe('a training', () => {
  it('learns, and checks itself on examples it never saw', async () => {
    await give(makeExamples(120));
    const { validation, trainingAccuracy, layerSizes, epochsRun } = await finished();
    expect(layerSizes).toEqual([featureCount, 8, 1]);
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
    await give(makeExamples(60), { chosen: { ...settings, seed: 4 } });
    expect((await finished({ ...settings, seed: 4 })).weights).not.toEqual(first.weights);
  });

  it('tells every epoch once, in order', async () => {
    await give(makeExamples(80));
    const { epochsRun } = await finished();
    const curve: CurvePoint[] = notices.flatMap((notice) => notice.curve);
    expect(curve.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: epochsRun }, (_, index) => index + 1),
    );
    expect(notices.at(-1)).toMatchObject({ runId, epoch: epochsRun, epochs: settings.epochs });
    for (const { trainingCost, validationCost, validationAccuracy } of curve) {
      expect([trainingCost, validationCost, validationAccuracy].every(Number.isFinite)).toBe(true);
    }
  });

  it('sends a few hundred points of thousands of epochs', async () => {
    await give(makeExamples(8));
    const long = { ...settings, epochs: 3000, hiddenLayers: [1], learningRate: 1e-7 };
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
    await service.pause({ runId });
    const running = finished();
    const began = performance.now();
    await wait(300);
    expect(notices).toEqual([]);
    const { features } = makeExamples(4);
    expect(await service.predict({ modelId: 1, features })).toHaveLength(4);
    await service.resume({ runId });
    const after = await running;
    expect(performance.now() - began).toBeGreaterThan(295);
    expect(after.weights).toEqual(weights);
    expect(after.milliseconds).toBeLessThan(milliseconds + 250);
  });

  it('answers null soon after a cancel, running or paused', async () => {
    for (const pausedFirst of [false, true]) {
      await give(makeExamples(80));
      const running = run(endless);
      await wait(60);
      if (pausedFirst) await service.pause({ runId });
      await wait(60);
      const asked = performance.now();
      await service.cancel({ runId });
      expect(await running).toEqual({ ok: true, value: null });
      expect(performance.now() - asked).toBeLessThan(500);
    }
  });

  it('is ended by the one that begins after it', async () => {
    await give(makeExamples(80));
    const first = run(endless);
    await wait(40);
    await give(makeExamples(80), { id: runId + 1 });
    expect(await first).toEqual({ ok: true, value: null });
  });

  it('tells about ten times a second how long it will take', async () => {
    await give(makeExamples(80));
    const running = run(endless);
    await wait(650);
    await service.cancel({ runId });
    await running;
    expect(notices.length).toBeGreaterThanOrEqual(3);
    expect(notices.length).toBeLessThanOrEqual(8);
    expect(notices.at(-1)?.millisecondsLeft).toBeGreaterThan(60_000);
  });

  it('says so in words when its numbers go bad', async () => {
    await give(makeExamples(40));
    const outcome = await run({ ...settings, learningRate: 1e38 });
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
    const chosen = { ...settings, validationFraction: 0.1 };
    await give(makeExamples(20, 2), { chosen });
    const { validation } = await finished(chosen);
    expect(validation.confusion[0][0] + validation.confusion[0][1]).toBe(1);
  });

  it('learns with the settings of one click', async () => {
    const oneClick = await service.oneClickSettings({
      exampleCount: 120,
      eyeKind: 'keen',
    });
    await give(makeExamples(120), { chosen: oneClick });
    expect((await finished(oneClick)).validation.accuracy).toBeGreaterThan(0.8);
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

    const { features, targets } = examples;
    const together = await service.predict({ modelId: 5, features });
    for (const index of [0, 63, 64, 119]) {
      const one = features.slice(index * featureCount, (index + 1) * featureCount);
      const alone = await service.predict({ modelId: 5, features: one });
      expect(alone[0]).toBe(together[index]);
    }
    const right = together.filter((p, index) => (p >= 0.5 ? 1 : 0) === targets[index]).length;
    expect(right).toBe(validation.correct + Math.round(trainingAccuracy * 90));
  });

  it('is refused in words when its bytes are damaged', async () => {
    const outcome = await service.loadModel({ modelId: 9, weights: Uint8Array.of(1, 2, 3) });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'model-damaged' } });
    expect(await service.hasModel({ modelId: 9 })).toBe(false);
  });
});
