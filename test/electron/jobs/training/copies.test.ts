import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { FEWEST_OF_A_KIND } from '../../../../electron/contract/limits.ts';
import { isOver } from '../../../../electron/tasks/task.ts';
import { firstKinds } from '../../../../electron/words/index.ts';
import { realServices } from '../real-services.ts';

const PICTURES = 14;
const COPIES = 5;

/** Pictures of noise, whose kinds nobody can learn, each as several copies at paths of their own. */
async function libraryOfCopies(pictures = PICTURES) {
  const real = realServices();
  const { library, userDataFolder } = real.services;
  const folder = path.join(userDataFolder, 'photos');
  mkdirSync(folder);
  for (let picture = 0; picture < pictures; picture += 1) {
    const first = path.join(folder, `${picture} copy 0.png`);
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888', noise } })
      .png()
      .toFile(first);
    for (let copy = 1; copy < COPIES; copy += 1) {
      copyFileSync(first, path.join(folder, `${picture} copy ${copy}.png`));
    }
  }
  const { id: libraryId } = await library.call('createLibrary', {
    name: 'Copies',
    kind: 'folders',
    folders: [folder],
    categories: firstKinds(),
  });
  return { ...real, libraryId };
}

type Library = Awaited<ReturnType<typeof libraryOfCopies>>;

/** Labels every photo by the number of its picture. */
async function labelAll({ services: { library }, libraryId }: Library) {
  const { photoIds, categories } = await library.call('contents', { libraryId });
  const details = await library.call('photoDetails', { photoIds: [...photoIds] });
  for (const [position, { id: mark }] of categories.entries()) {
    const ofKind = details.filter(({ fileName }) => Number.parseInt(fileName) % 2 === position);
    await library.call('setMarks', { libraryId, photoIds: ofKind.map(({ id }) => id), mark });
  }
}

async function train(app: Library) {
  await app.jobs.runs.start(app.libraryId, null, null);
  await vi.waitUntil(() => isOver(app.taskOf('training').phase), { timeout: 100_000, interval: 5 });
  return app.taskOf('training');
}

async function scanned(app: Library) {
  app.jobs.scans.start(app.libraryId);
  await vi.waitUntil(() => isOver(app.taskOf('scan').phase), { timeout: 60_000, interval: 5 });
}

test('copies count once, and nothing is checked or compared on what was learned', async () => {
  const app = await libraryOfCopies();
  await scanned(app);
  await labelAll(app);
  const task = await train(app);
  expect(task.phase).toBe('done');
  const [model] = await app.services.library.call('listModels', undefined);
  expect(model.labelCounts).toEqual([PICTURES / 2, PICTURES / 2]);
  const aside = model.validation.count;
  expect(aside).toBeLessThan(PICTURES / 2);
  for (const trial of model.comparison.filter(({ status }) => status === 'done')) {
    expect(trial.count).toBe(PICTURES - aside);
    // Kinds that are drawn by lot cannot be known.
    expect(trial.correct).toBeLessThan(trial.count);
  }
}, 120_000);

test('copies that were labelled before they were read are told to be copies all the same', async () => {
  const app = await libraryOfCopies();
  await app.jobs.scans.find(app.libraryId);
  await app.jobs.scans.cancel(app.libraryId);
  await labelAll(app);
  const before = await app.services.library.call('trainingPhotos', { libraryId: app.libraryId });
  expect(before).toHaveLength(PICTURES * COPIES);
  expect((await train(app)).phase).toBe('done');
  const [model] = await app.services.library.call('listModels', undefined);
  expect(model.labelCounts).toEqual([PICTURES / 2, PICTURES / 2]);
}, 120_000);

test('many copies of few pictures are too few to learn from', async () => {
  const app = await libraryOfCopies(2 * FEWEST_OF_A_KIND - 2);
  await scanned(app);
  await labelAll(app);
  const started = app.jobs.runs.start(app.libraryId, null, null);
  await expect(started).rejects.toMatchObject({ problem: { code: 'too-few-labels' } });
});
