import { describe, expect, test, vi } from 'vitest';
import type { Id, TaskState, TrainingSettings } from '../../../../electron/contract.ts';
import { chooseEye } from '../../../../electron/jobs/training/choose-eye.ts';
import { isOver } from '../../../../electron/tasks/task.ts';
import { labelledLibrary, realServices } from '../real-services.ts';

const PIXELS = 'pixels-64@1';

const QUICK: TrainingSettings = {
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
const ENDLESS = { ...QUICK, epochs: 100_000, learningRate: 1e-6 };

async function ready(ofEachKind = 12) {
  const real = realServices();
  const { services, jobs, statesOf, taskOf } = real;
  const { libraryId, files } = await labelledLibrary(services, ofEachKind);
  const now = () => taskOf('training');
  const until = (isSo: (state: TaskState<'training'>) => boolean) =>
    vi.waitUntil(() => statesOf('training').find(isSo), { timeout: 60_000, interval: 5 });
  /** How the task that was started last ended. */
  const ended = async () => {
    await vi.waitUntil(() => isOver(now().phase), { timeout: 100_000, interval: 5 });
    return now();
  };
  const { pause, resume, cancel } = {
    pause: () => services.tasks.pause(now().taskId),
    resume: () => services.tasks.resume(now().taskId),
    cancel: () => services.tasks.cancel(now().taskId),
  };
  const { runs, eyes } = jobs;
  return { ...real, runs, eyes, libraryId, files, now, until, ended, pause, resume, cancel };
}

async function modelOf({ services }: Pick<Awaited<ReturnType<typeof ready>>, 'services'>) {
  return (await services.library.call('listModels', undefined))[0];
}

describe('a training through an eye chosen by hand', () => {
  test('compares nothing, and its model says which eye it looks through', async () => {
    const app = await ready();
    const started = await app.runs.start(app.libraryId, PIXELS, QUICK);
    expect(started).toMatchObject({ kind: 'training', libraryId: app.libraryId, phase: 'running' });
    expect(started.details).toMatchObject({ step: 'preparing', eyeId: PIXELS, comparison: [] });
    const state = await app.ended();
    expect(state.problem).toBeNull();
    expect(state).toMatchObject({ phase: 'done', done: 12, total: 12, millisecondsLeft: null });
    expect(state.details).toMatchObject({ prepared: 24, toPrepare: 24, unreadable: 0 });
    const model = await modelOf(app);
    expect(model).toMatchObject({ eyeId: PIXELS, eyeName: 'Pixels', comparison: [] });
    expect(model).toMatchObject({ labelCounts: [12, 12], settings: QUICK });
    expect(model.validation).toMatchObject({ count: 6 });
    expect(model.validation.accuracy).toBeGreaterThan(0.8);
    expect(app.asked('training')).not.toContain('compare');
  });

  test('gives the same network again, from what is known of the photos', async () => {
    const app = await ready();
    for (let time = 0; time < 2; time += 1) {
      await app.runs.start(app.libraryId, PIXELS, QUICK);
      expect((await app.ended()).phase).toBe('done');
    }
    const models = await app.services.library.call('listModels', undefined);
    const weights = await Promise.all(
      models.map(({ id }) => app.services.library.call('modelWeights', { modelId: id })),
    );
    expect(weights[0]).toEqual(weights[1]);
    // Each photo was decoded in the first training, and in no other.
    const read = app.asked('imaging').filter((name) => name.startsWith('read'));
    expect(read.length).toBeLessThanOrEqual(24);
  });

  test('takes no copies of photos where the eye gives no picture', async () => {
    const app = await ready();
    const [keen] = await app.eyes.list();
    const suited = await app.runs.oneClickSettings(app.libraryId, keen.id, 'dense');
    expect(suited.augmentation).toBe(false);
    expect((await app.runs.oneClickSettings(app.libraryId, PIXELS, 'dense')).augmentation).toBe(
      true,
    );
  });

  test('needs the pixels for a convolutional network', async () => {
    const app = await ready();
    const [keen] = await app.eyes.list();
    const settings: TrainingSettings = { ...QUICK, network: 'convolutional' };
    const started = app.runs.start(app.libraryId, keen.id, settings);
    await expect(started).rejects.toMatchObject({ problem: { code: 'needs-pixels' } });
  });

  test('through an eye that is gone says so', async () => {
    const app = await ready();
    const started = app.runs.start(app.libraryId, 'own-gone@1', QUICK);
    await expect(started).rejects.toMatchObject({ problem: { code: 'eye-missing' } });
  });

  test('of too few photos says so before it begins', async () => {
    const app = await ready(4);
    const started = app.runs.start(app.libraryId, PIXELS, QUICK);
    await expect(started).rejects.toMatchObject({ problem: { code: 'too-few-labels' } });
  });

  test('is the only one at a time', async () => {
    const app = await ready();
    const both = await Promise.allSettled([
      app.runs.start(app.libraryId, PIXELS, ENDLESS),
      app.runs.start(app.libraryId, PIXELS, ENDLESS),
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
      expect(started.details).toMatchObject({ step: 'comparing', eyeId: null });
      const state = await app.ended();
      expect(state.problem).toBeNull();
      const eyes = await app.eyes.list();
      const { comparison } = state.details;
      expect(comparison.map((trial) => trial.eyeId)).toEqual(eyes.map(({ id }) => id));
      const model = await modelOf(app);
      for (const trial of comparison) {
        expect(trial.problem).toBeNull();
        expect(trial).toMatchObject({ status: 'done', looked: 32, toLook: 32, count: 32 });
        expect(trial.seconds).toBeGreaterThan(0);
      }
      expect(model.validation.count).toBe(8);
      expect(model.comparison).toEqual(comparison);
      expect(model.eyeId).toBe(chooseEye(comparison)!.eyeId);
      expect(state.details.eyeId).toBe(model.eyeId);
    },
  );

  test(
    'looks at no photo that is kept aside before it has chosen',
    { timeout: 120_000 },
    async () => {
      const app = await ready(20);
      await app.runs.start(app.libraryId, null, null);
      await app.until(({ details }) => details.comparison[0]?.status === 'checking');
      await app.cancel();
      const { libraryId, services } = app;
      const photos = await services.library.call('trainingPhotos', { libraryId });
      const contentHashes = photos.map(({ contentHash }) => contentHash!);
      const { eyeId } = app.now().details.comparison[0];
      const seen = await services.library.call('features', { contentHashes, eyeId });
      expect(seen.filter((features) => features !== null)).toHaveLength(32);
    },
  );

  test('tells how far each eye is, and can be cancelled', { timeout: 120_000 }, async () => {
    const app = await ready(20);
    await app.runs.start(app.libraryId, null, null);
    const looking = await app.until(
      ({ details }) =>
        details.comparison[0]?.status === 'looking' && details.comparison[0].looked > 0,
    );
    const eyes = await app.eyes.list();
    expect(looking.total).toBe(32 * eyes.length);
    expect(looking.done).toBe(looking.details.comparison[0].looked);
    expect(looking.millisecondsLeft).toBeNull();
    await app.cancel();
    expect(app.now().phase).toBe('cancelled');
    expect(app.asked('training')).not.toContain('run');
  });
});

describe('a second click', () => {
  test('need not compare what it compared', { timeout: 120_000 }, async () => {
    const app = await ready(10);
    const compared = () => app.asked('training').filter((name) => name === 'compare').length;
    const click = async () => {
      await app.runs.start(app.libraryId, null, null);
      return (await app.ended()).details;
    };
    const { comparison } = await click();
    expect(compared()).toBe(comparison.length);
    expect((await click()).comparison).toEqual(comparison);
    expect(compared()).toBe(comparison.length);

    const { photoIds, marks } = await app.services.library.call('contents', {
      libraryId: app.libraryId,
    });
    const photo = { libraryId: app.libraryId, photoIds: [photoIds[0]], mark: -1 };
    expect(marks[0]).toBeGreaterThan(0);
    await app.services.library.call('setMarks', photo);
    await click();
    expect(compared()).toBe(2 * comparison.length);
  });
});

describe('a training that is running', () => {
  test('is paused, goes on, and can be cancelled', async () => {
    const app = await ready();
    await app.runs.start(app.libraryId, PIXELS, ENDLESS);
    const running = await app.until(({ details }) => details.epoch > 0);
    expect(running).toMatchObject({ canPause: true, canCancel: true, total: ENDLESS.epochs });
    expect(running.millisecondsLeft).toBeGreaterThan(0);
    await app.pause();
    const { epoch } = app.now().details;
    // What the process had in hand when it heard of the pause is over long before it answers this.
    await app.services.training.call('arithmetic', undefined);
    expect(app.now()).toMatchObject({ phase: 'paused', done: epoch });
    await app.resume();
    await app.until(({ details, phase }) => phase === 'running' && details.epoch > epoch);
    await app.cancel();
    expect(app.now()).toMatchObject({ phase: 'cancelled', canPause: false, canCancel: false });
    expect(await app.services.library.call('listModels', undefined)).toEqual([]);
  });

  test('tells each point of its curve once, and has them all when asked', async () => {
    const app = await ready();
    await app.runs.start(app.libraryId, PIXELS, QUICK);
    const { details } = await app.ended();
    expect(details.curve.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: QUICK.epochs }, (_, index) => index + 1),
    );
    expect(app.statesOf('training').flatMap(({ details }) => details.curve)).toEqual(details.curve);
  });

  test('cannot be cancelled any more while its model is saved', async () => {
    const app = await ready();
    await app.runs.start(app.libraryId, PIXELS, QUICK);
    await app.ended();
    const saving = app.statesOf('training').filter(({ details }) => details.step === 'saving');
    expect(saving[0]).toMatchObject({ phase: 'running', canPause: false, canCancel: false });
  });

  test(
    'goes on from what was kept of it when its process crashes, and ends with the same network',
    { timeout: 120_000 },
    async () => {
      const app = await ready();
      const longer = { ...QUICK, epochs: await epochsIn(9000, app) };
      const told: number[] = [];
      app.services.training.listen('progress', ({ epoch }) => told.push(epoch));
      const kept = new Promise((resolve) => app.services.training.listen('kept', resolve));

      await app.runs.start(app.libraryId, PIXELS, longer);
      await kept;
      const runs = () => app.asked('training').filter((name) => name === 'run').length;
      const runsBefore = runs();
      const epochWhenKept = told.at(-1);
      app.crash('training');
      const before = told.length;
      const state = await app.ended();
      expect(state).toMatchObject({ phase: 'done', problem: null });
      expect(runs()).toBe(runsBefore + 1);
      // A run that began anew would tell of its first tenth of a second.
      expect(epochWhenKept).toBeGreaterThan(100);
      expect(told[before]).toBeGreaterThan(epochWhenKept / 2);
      const { curve, modelId } = state.details;
      const epochs = curve.map(({ epoch }) => epoch);
      expect(epochs).toEqual([...new Set(epochs)]);
      expect(epochs.at(-1)).toBe(longer.epochs);

      await app.runs.start(app.libraryId, PIXELS, longer);
      const undisturbed = await app.ended();
      expect(undisturbed.phase).toBe('done');
      expect(undisturbed.details.curve).toEqual(curve);
      expect(await weightsOf(app, undisturbed.details.modelId!)).toEqual(
        await weightsOf(app, modelId!),
      );
    },
  );

  test('begins anew when its process crashes before anything was kept', async () => {
    const app = await ready();
    await app.runs.start(app.libraryId, PIXELS, { ...QUICK, epochs: 400 });
    await app.until(({ details }) => details.epoch > 20);
    app.crash('training');
    const { phase, details } = await app.ended();
    expect(phase).toBe('done');
    const epochs = details.curve.map(({ epoch }) => epoch);
    expect(epochs).toEqual([...new Set(epochs)]);
  });

  test('gives up with plain words when its process crashes again', async () => {
    const app = await ready();
    await app.runs.start(app.libraryId, PIXELS, ENDLESS);
    await app.until(({ details }) => details.epoch > 5);
    app.crash('training');
    const begins = () => app.asked('training').filter((name) => name === 'run').length;
    await vi.waitUntil(() => begins() === 2, { timeout: 20_000 });
    app.crash('training');
    const state = await app.ended();
    expect(state).toMatchObject({ phase: 'failed', problem: { code: 'training-crashed' } });
  });
});

/** So many epochs that they take about that long here. */
async function epochsIn(
  milliseconds: number,
  app: Awaited<ReturnType<typeof ready>>,
): Promise<number> {
  await app.runs.start(app.libraryId, PIXELS, ENDLESS);
  await app.until(({ details }) => details.epoch > 0);
  const [begun, from] = [performance.now(), app.now().done];
  await vi.waitUntil(() => performance.now() - begun > 1000, { timeout: 5000 });
  const speed = (app.now().done - from) / (performance.now() - begun);
  await app.cancel();
  return Math.round(speed * milliseconds);
}

async function weightsOf(
  { services }: Pick<Awaited<ReturnType<typeof ready>>, 'services'>,
  modelId: Id,
) {
  return services.library.call('modelWeights', { modelId });
}
