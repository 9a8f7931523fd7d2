import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { TrainingSettings } from '../../../../electron/contract.ts';
import { likeliestOf } from '../../../../electron/contract/answers.ts';
import { resultsAsCsv } from '../../../../electron/jobs/classify/csv.ts';
import { isOver } from '../../../../electron/tasks/task.ts';
import { labelledLibrary, realServices } from '../real-services.ts';

const PIXELS = 'pixels-64@1';

const SETTINGS: TrainingSettings = {
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

/** A model trained on 24 photos, and a session that asks it. */
async function trained(eyeId = PIXELS, changes: Partial<TrainingSettings> = {}) {
  const real = realServices();
  const { services, jobs, taskOf } = real;
  const { libraryId, files } = await labelledLibrary(services, 12);
  await jobs.runs.start(libraryId, eyeId, { ...SETTINGS, ...changes });
  await vi.waitUntil(() => taskOf('training').phase === 'done', { timeout: 60_000 });
  const modelId = taskOf('training').details.modelId!;
  return { ...real, session: jobs.session, libraryId, files, modelId };
}

async function answersFor(
  { session, taskOf }: Awaited<ReturnType<typeof trained>>,
  modelId: number,
  files: string[],
) {
  await session.classifyFiles(modelId, files);
  await vi.waitUntil(() => taskOf('classify').phase === 'done', { timeout: 60_000 });
  return session.results;
}

/** The trained model once more, as one that looks through another eye; its id. */
async function copyOfModel(
  { services, modelId, libraryId }: Awaited<ReturnType<typeof trained>>,
  eye: { eyeId: string; eyeName: string },
): Promise<number> {
  const { library } = services;
  const [model] = await library.call('listModels', undefined);
  const weights = (await library.call('modelWeights', { modelId }))!;
  const copy = { ...model, libraryId, ...eye, weights };
  return (await library.call('saveModel', { model: copy })).id;
}

describe('a photo that was learned from', () => {
  test.each([
    ['pixels', PIXELS, {}],
    ['shapes', 'shapes-96@1', {}],
    ['shapes of changed copies', 'shapes-96@1', { augmentation: true }],
    ['another network', 'keen@1', { learningRate: 0.01 }],
    ['pixels and convolutions', PIXELS, { network: 'convolutional', epochs: 3 }],
  ] as const)(
    'through %s gets, from its file, exactly the answer that training gives it',
    { timeout: 60_000 },
    async (...[, eyeId, changes]) => {
      const app = await trained(eyeId, changes);
      const { services, libraryId, modelId } = app;
      const results = await answersFor(app, modelId, app.files);
      const photos = await services.library.call('trainingPhotos', { libraryId });
      expect(photos).toHaveLength(24);
      const hashOf = new Map<string, string>();
      for (const { path } of photos) {
        const outcome = await services.imaging.read({
          source: { path },
          thumbnail: false,
          eyes: [],
        });
        if (outcome.ok) hashOf.set(path, outcome.value.contentHash);
      }
      for (const { path, probabilities } of results) {
        const contentHashes = [hashOf.get(path)!];
        const [features] = await services.library.call('features', { contentHashes, eyeId });
        const known = await app.services.training.call('predict', {
          modelId,
          features: features!,
        });
        expect(probabilities).toEqual([...known]);
      }
      const right = results.filter(
        ({ fileName, probabilities }) =>
          likeliestOf(probabilities!) === (fileName.startsWith('cat') ? 0 : 1),
      );
      expect(right.length / results.length).toBeGreaterThan('network' in changes ? 0.5 : 0.8);
    },
  );

  test('has in the table the probabilities that are shown, to a hundred-thousandth', async () => {
    const app = await trained();
    const results = await answersFor(app, app.modelId, app.files.slice(0, 5));
    const rows = resultsAsCsv(results, 0.65).trim().split('\r\n').slice(1);
    rows.forEach((row, index) => {
      const inTable = row.split(',').slice(5).map(Number);
      expect(inTable).toHaveLength(2);
      inTable.forEach((probability, position) => {
        const shown = results[index].probabilities![position];
        expect(Math.abs(probability - shown)).toBeLessThan(1e-5);
      });
    });
    expect(rows).toHaveLength(5);
  });
});

describe('a model whose eye is gone', () => {
  test('says so in plain words with what to do next', async () => {
    const app = await trained();
    const id = await copyOfModel(app, { eyeId: 'own-gone@1', eyeName: 'My eye' });
    await expect(app.session.classifyFiles(id, [])).rejects.toMatchObject({
      problem: {
        code: 'eye-missing',
        parameters: { eyeName: 'My eye' },
      },
    });
  });
});

test('a model that takes another count of numbers than its eye gives is refused in plain words', async () => {
  const app = await trained();
  const id = await copyOfModel(app, { eyeId: 'shapes-96@1', eyeName: 'Shapes' });
  await expect(app.session.classifyFiles(id, [])).rejects.toMatchObject({
    problem: {
      code: 'model-does-not-fit',
      parameters: expect.objectContaining({ eyeName: 'Shapes' }) as object,
    },
  });
});

test('a file that vanished is answered for with its problem, and others with their answer', async () => {
  const app = await trained();
  const [gone, there] = app.files as [string, string];
  rmSync(gone);
  const results = await answersFor(app, app.modelId, [gone, there]);
  expect(results.find(({ path }) => path === gone)).toMatchObject({
    probabilities: null,
    problem: { code: 'file-missing' },
  });
  expect(results.find(({ path }) => path === there)!.probabilities![0]).toBeGreaterThan(0.5);
});

describe('what is asked for while answers are under way', () => {
  test('is one task with them, told to the last photo', async () => {
    const app = await trained();
    const [first, ...others] = app.files as [string, ...string[]];
    const one = await app.session.classifyFiles(app.modelId, others);
    const bytes = new Uint8Array(readFileSync(first));
    const other = await app.session.classifyPasted(app.modelId, 'pasted', bytes);
    expect(other.taskId).toBe(one.taskId);
    await vi.waitUntil(() => app.taskOf('classify').phase === 'done', { timeout: 60_000 });
    expect(app.taskOf('classify')).toMatchObject({ done: 24, total: 24, details: { found: 24 } });
    expect(app.eventsCalled('classify.results').flat()).toHaveLength(24);
    expect(app.session.results).toHaveLength(24);

    const next = await app.session.classifyFiles(app.modelId, [first]);
    expect(next.taskId).toBeGreaterThan(one.taskId);
    await vi.waitUntil(() => app.taskOf('classify').phase === 'done', { timeout: 60_000 });
  });

  test('begins anew after a cancel, and the cancelled answers no more', async () => {
    const app = await trained();
    const { taskId } = await app.session.classifyFiles(app.modelId, app.files);
    const cancelling = app.services.tasks.cancel(taskId);
    const again = await app.session.classifyFiles(app.modelId, app.files.slice(0, 3));
    expect(again.taskId).toBeGreaterThan(taskId);
    await cancelling;
    const told = app.statesOf('classify').filter((state) => state.taskId === taskId);
    expect(told.at(-1)).toMatchObject({ phase: 'cancelled', problem: null });
    await vi.waitUntil(() => app.taskOf('classify').phase === 'done', { timeout: 60_000 });
    expect(app.taskOf('classify')).toMatchObject({ taskId: again.taskId, done: 3, total: 3 });
    expect(app.session.results).toHaveLength(told.at(-1).done + 3);
  });
});

test('every photo is answered for though the training process dies in the middle', async () => {
  const app = await trained();
  const { session, taskOf, files, modelId, crash, asked } = app;
  const before = asked('training').filter((name) => name === 'predict').length;
  await session.classifyFiles(modelId, files);
  await vi.waitUntil(
    () => asked('training').filter((name) => name === 'predict').length > before + 3,
    { timeout: 60_000, interval: 1 },
  );
  crash('training');
  await vi.waitUntil(() => isOver(taskOf('classify').phase), { timeout: 60_000 });
  expect(taskOf('classify')).toMatchObject({ phase: 'done', done: 24, total: 24 });
  expect(session.results).toHaveLength(24);
  expect(session.results.every(({ probabilities }) => probabilities !== null)).toBe(true);
});

test('a model that cannot be asked ends as failed, with the true count, and not as done', async () => {
  const app = await trained();
  const { services, session, taskOf, files, modelId } = app;
  const call = services.training.call.bind(services.training);
  vi.spyOn(services.training, 'call').mockImplementation((name, payload) =>
    name === 'predict' ? Promise.reject(new Error('no answer')) : call(name, payload),
  );
  await session.classifyFiles(modelId, files);
  await vi.waitUntil(() => isOver(taskOf('classify').phase), { timeout: 60_000 });
  expect(taskOf('classify')).toMatchObject({ phase: 'failed', done: 0 });
});

test(
  'a model is saved though the library process dies while it is',
  { timeout: 60_000 },
  async () => {
    const { services, jobs, taskOf, crash, asked } = realServices();
    const { libraryId } = await labelledLibrary(services, 12);
    const settings = { ...SETTINGS, hiddenLayers: [64] };
    await jobs.runs.start(libraryId, PIXELS, settings);
    await vi.waitUntil(() => asked('library').includes('saveModel'), {
      timeout: 60_000,
      interval: 1,
    });
    crash('library');
    await vi.waitUntil(() => isOver(taskOf('training').phase), { timeout: 60_000 });
    expect(taskOf('training')).toMatchObject({ phase: 'done', problem: null });
    const models = await services.library.call('listModels', undefined);
    expect(models.map(({ id }) => id)).toEqual([taskOf('training').details.modelId]);
    expect(asked('library').filter((name) => name === 'saveModel')).toHaveLength(2);
  },
);
