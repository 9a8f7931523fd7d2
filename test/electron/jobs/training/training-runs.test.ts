import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Id, TrainingSettings, TrainingState } from '../../../../electron/contract.ts';
import { Eyes } from '../../../../electron/jobs/eyes/eyes.ts';
import { chooseEye } from '../../../../electron/jobs/training/choose-eye.ts';
import { TrainingRuns } from '../../../../electron/jobs/training/training-runs.ts';
import { labelledLibrary, realServices } from '../real-services.ts';

const pixels = 'pixels-64@1';

const quick: TrainingSettings = {
  hiddenLayers: [4],
  learningRate: 0.001,
  epochs: 12,
  minibatchSize: 8,
  validationFraction: 0.25,
  seed: 2,
  network: 'dense',
  augmentation: false,
  threads: 1,
};

/** So many epochs that it does not end within a test. */
const endless = { ...quick, epochs: 100_000, learningRate: 1e-6 };

const ready = async (ofEachKind = 12) => {
  const real = realServices();
  const { services, training, eventsCalled } = real;
  const eyes = new Eyes(services);
  const runs = new TrainingRuns(services, eyes);
  training.onNotice = (name, notice) => runs.noticed(name, notice);
  const { libraryId, files } = await labelledLibrary(services, ofEachKind);
  const states = () => eventsCalled('training.progress');
  const until = (isSo: (state: TrainingState) => boolean) =>
    vi.waitUntil(() => states().find(isSo), { timeout: 60_000, interval: 5 });
  const ended = () =>
    until(({ phase }) => phase === 'done' || phase === 'failed' || phase === 'cancelled');
  onTestFinished(async () => {
    if (runs.current !== null) await runs.cancel(runs.current.runId).catch(() => undefined);
  });
  return { ...real, eyes, runs, libraryId, files, states, until, ended };
};

const modelOf = async ({ services }: Pick<Awaited<ReturnType<typeof ready>>, 'services'>) =>
  (await services.library.call('listModels', undefined))[0]!;

describe('a training through an eye chosen by hand', () => {
  test('compares nothing, and its model says which eye it looks through', async () => {
    const app = await ready();
    const started = await app.runs.start(app.libraryId, pixels, quick);
    expect(started).toMatchObject({ phase: 'preparing', eyeId: pixels, comparison: [] });
    const state = await app.ended();
    expect(state.problem).toBeNull();
    expect(state).toMatchObject({ phase: 'done', prepared: 24, toPrepare: 24, unreadable: 0 });
    const model = await modelOf(app);
    expect(model).toMatchObject({ eyeId: pixels, eyeName: 'Pixels', comparison: [] });
    expect(model).toMatchObject({ labelCounts: [12, 12], settings: quick });
    expect(model.validation).toMatchObject({ count: 6 });
    expect(model.validation.accuracy).toBeGreaterThan(0.8);
    expect(app.training.asked).not.toContain('compare');
  });

  test('gives the same network again, from what is known of the photos', async () => {
    const app = await ready();
    for (let time = 0; time < 2; time += 1) {
      await app.runs.start(app.libraryId, pixels, quick);
      await vi.waitUntil(() => app.runs.current?.phase === 'done', { timeout: 60_000 });
    }
    const models = await app.services.library.call('listModels', undefined);
    const weights = await Promise.all(
      models.map(({ id }) => app.services.library.call('modelWeights', { modelId: id })),
    );
    expect(weights[0]).toEqual(weights[1]);
    // Each photo was decoded in the first training, and in no other.
    const read = app.imagingProcess.asked.filter((name) => name.startsWith('read'));
    expect(read.length).toBeLessThanOrEqual(24);
  });

  test('takes no copies of photos where the eye gives no picture', async () => {
    const app = await ready();
    const [keen] = await app.eyes.list();
    const suited = await app.runs.oneClickSettings(app.libraryId, keen!.id, 'dense');
    expect(suited.augmentation).toBe(false);
    expect((await app.runs.oneClickSettings(app.libraryId, pixels, 'dense')).augmentation).toBe(
      true,
    );
  });

  test('needs the pixels for a convolutional network', async () => {
    const app = await ready();
    const [keen] = await app.eyes.list();
    const settings: TrainingSettings = { ...quick, network: 'convolutional' };
    const started = app.runs.start(app.libraryId, keen!.id, settings);
    await expect(started).rejects.toMatchObject({ problem: { code: 'needs-pixels' } });
  });

  test('through an eye that is gone says so', async () => {
    const app = await ready();
    const started = app.runs.start(app.libraryId, 'own-gone@1', quick);
    await expect(started).rejects.toMatchObject({ problem: { code: 'eye-missing' } });
  });

  test('of too few photos says so before it begins', async () => {
    const app = await ready(4);
    const started = app.runs.start(app.libraryId, pixels, quick);
    await expect(started).rejects.toMatchObject({ problem: { code: 'too-few-labels' } });
  });

  test('is the only one at a time', async () => {
    const app = await ready();
    const both = await Promise.allSettled([
      app.runs.start(app.libraryId, pixels, endless),
      app.runs.start(app.libraryId, pixels, endless),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('one click', () => {
  test(
    'tries every eye on photos of the training side, and takes the best',
    { timeout: 120_000 },
    async () => {
      const app = await ready(20);
      const started = await app.runs.start(app.libraryId, null, null);
      expect(started).toMatchObject({ phase: 'comparing', eyeId: null });
      const state = await app.ended();
      expect(state.problem).toBeNull();
      const eyes = await app.eyes.list();
      expect(state.comparison.map((trial) => trial.eyeId)).toEqual(eyes.map(({ id }) => id));
      const model = await modelOf(app);
      for (const trial of state.comparison) {
        expect(trial.problem).toBeNull();
        expect(trial).toMatchObject({ status: 'done', looked: 32, toLook: 32, count: 32 });
        expect(trial.seconds).toBeGreaterThan(0);
      }
      expect(model.validation.count).toBe(8);
      expect(model.comparison).toEqual(state.comparison);
      expect(model.eyeId).toBe(chooseEye(state.comparison)!.eyeId);
      expect(state.eyeId).toBe(model.eyeId);
    },
  );

  test(
    'looks at no photo that is kept aside before it has chosen',
    { timeout: 120_000 },
    async () => {
      const app = await ready(20);
      await app.runs.start(app.libraryId, null, null);
      await app.until(({ comparison: [first] }) => first?.status === 'checking');
      await app.runs.cancel(app.runs.current!.runId);
      await app.ended();
      const { libraryId, services } = app;
      const photos = await services.library.call('trainingPhotos', { libraryId });
      const contentHashes = photos.map(({ contentHash }) => contentHash!);
      const { eyeId } = app.runs.current!.comparison[0]!;
      const seen = await services.library.call('features', { contentHashes, eyeId });
      expect(seen.filter((features) => features !== null)).toHaveLength(32);
    },
  );

  test('tells how far each eye is, and can be cancelled', { timeout: 120_000 }, async () => {
    const app = await ready(20);
    const { runId } = await app.runs.start(app.libraryId, null, null);
    await app.until(({ comparison: [first] }) => first?.status === 'looking');
    await app.runs.cancel(runId);
    expect((await app.ended()).phase).toBe('cancelled');
    expect(app.training.asked).not.toContain('run');
  });
});

describe('a second click', () => {
  test('need not compare what it compared', { timeout: 120_000 }, async () => {
    const app = await ready(10);
    const compared = () => app.training.asked.filter((name) => name === 'compare').length;
    const click = async () => {
      await app.runs.start(app.libraryId, null, null);
      await vi.waitUntil(() => app.runs.current!.phase === 'done', { timeout: 100_000 });
      return app.runs.current!;
    };
    const { comparison } = await click();
    expect(compared()).toBe(comparison.length);
    expect((await click()).comparison).toEqual(comparison);
    expect(compared()).toBe(comparison.length);

    const { photoIds, marks } = await app.services.library.call('contents', {
      libraryId: app.libraryId,
    });
    const photo = { libraryId: app.libraryId, photoIds: [photoIds[0]!], mark: -1 };
    expect(marks[0]).toBeGreaterThan(0);
    await app.services.library.call('setMarks', photo);
    await click();
    expect(compared()).toBe(2 * comparison.length);
  });
});

describe('a training that is running', () => {
  test('is paused, goes on, and can be cancelled', async () => {
    const app = await ready();
    const { runId } = await app.runs.start(app.libraryId, pixels, endless);
    await app.until(({ epoch }) => epoch > 0);
    await app.runs.pause(runId);
    const { epoch } = app.runs.current!;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(app.runs.current).toMatchObject({ phase: 'paused', epoch });
    await app.runs.resume(runId);
    await vi.waitUntil(() => app.runs.current!.epoch > epoch, { timeout: 20_000 });
    await app.runs.cancel(runId);
    expect((await app.ended()).phase).toBe('cancelled');
    expect(await app.services.library.call('listModels', undefined)).toEqual([]);
  });

  test('survives a crash of its process once, and ends with the same network', async () => {
    const app = await ready();
    const longer = { ...quick, epochs: 400 };
    await app.runs.start(app.libraryId, pixels, longer);
    await app.until(({ epoch }) => epoch > 20);
    app.training.crash();
    const state = await app.ended();
    expect(state.problem).toBeNull();
    const epochs = app.runs.current!.curve.map(({ epoch }) => epoch);
    expect(epochs).toEqual([...new Set(epochs)]);
    const afterCrash = await weightsOf(app, state.modelId!);

    await app.runs.start(app.libraryId, pixels, longer);
    await vi.waitUntil(() => app.runs.current?.phase === 'done', { timeout: 60_000 });
    expect(await weightsOf(app, app.runs.current!.modelId!)).toEqual(afterCrash);
  });

  test('gives up with plain words when its process crashes again', async () => {
    const app = await ready();
    await app.runs.start(app.libraryId, pixels, endless);
    await app.until(({ epoch }) => epoch > 5);
    app.training.crash();
    const begins = () => app.training.asked.filter((name) => name === 'run').length;
    await vi.waitUntil(() => begins() === 2, { timeout: 20_000 });
    app.training.crash();
    const state = await app.ended();
    expect(state).toMatchObject({ phase: 'failed', problem: { code: 'training-crashed' } });
  });
});

const weightsOf = async (
  { services }: Pick<Awaited<ReturnType<typeof ready>>, 'services'>,
  modelId: Id,
) => services.library.call('modelWeights', { modelId });
