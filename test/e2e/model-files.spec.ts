import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { answerPlainly } from '../electron/jobs/models/read-plainly.ts';
import {
  answerDrop,
  answerOpenDialog,
  answerSaveDialog,
  classified,
  dropFiles,
  expect,
  goTo,
  launch,
  listModels,
  openSample,
  startAgain,
  test,
  trainOnPixels,
  trainingNow,
} from './app.ts';
import type { RunningApp } from './app.ts';
import { savedModel } from './saved-model.ts';

async function samplePhotos(userData: string, count: number): Promise<string[]> {
  const folder = path.join(userData, 'Sample photos');
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.jpe?g$/.test(name),
  );
  return names.slice(0, count).map((name) => path.join(folder, name));
}

/** The current model's answers for these photos, by path. */
async function answersFor(page: Page, photos: string[]): Promise<Map<string, number>> {
  await page.evaluate(() => window.purrceptron.call('classify.clear', undefined));
  await goTo(page, 'Answers');
  await dropFiles(page, photos);
  await answerDrop(page, 'Ask a model about them');
  await expect.poll(async () => (await classified(page)).length).toBe(photos.length);
  return new Map(
    (await classified(page)).map((photo) => {
      const [ofFirst] = photo.probabilities ?? [];
      if (ofFirst === undefined) throw new Error(`Expected an answer for ${photo.fileName}`);
      return [photo.path, ofFirst];
    }),
  );
}

/** Opens the page of the only model. */
async function showModel(page: Page): Promise<void> {
  await goTo(page, 'Models');
  await page.getByRole('article').getByRole('heading').getByRole('button').click();
}

async function deleteModel(page: Page): Promise<void> {
  await showModel(page);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No models yet')).toBeVisible();
  expect(await listModels(page)).toEqual([]);
}

async function saveModel({ app, page }: RunningApp, file: string): Promise<void> {
  await answerSaveDialog(app, file);
  await showModel(page);
  await page.getByRole('button', { name: 'Save as file…' }).click();
  await expect.poll(() => readdir(path.dirname(file))).toContain(path.basename(file));
}

/** The answers in the CSV table, by path. */
async function answersInTable({ app, page }: RunningApp, table: string) {
  await answerSaveDialog(app, table);
  await page.getByRole('button', { name: /CSV/ }).click();
  await expect.poll(() => readFile(table, 'utf8').catch(() => '')).toContain('\r\n');
  const [, ...rows] = (await readFile(table, 'utf8')).trim().split('\r\n');
  return new Map(
    rows.map((row) => {
      const [, photo = '', , , , ofFirst] = row.split(',');
      return [photo, Number(ofFirst)];
    }),
  );
}

test('a model is saved as a file, and opened again by dialog and through the system', async ({
  folder,
  userData,
}) => {
  test.setTimeout(240_000);
  const running = await launch(userData);
  const { app, page } = running;
  await openSample(page);
  await trainOnPixels(page);
  const [first, ...later] = (await trainingNow(page)).details.curve.map(
    (point) => point.validationAccuracy,
  );
  expect(Math.max(...later)).toBeGreaterThan((first ?? 1) + 0.05);
  const [trained] = await listModels(page);
  const photos = await samplePhotos(userData, 12);
  const answers = await answersFor(page, photos);
  expect(new Set(answers.values()).size).toBeGreaterThan(6);

  const file = path.join(folder, 'Zoë’s model.purrmodel');
  await test.step('the table has the same answers, to the last digit', async () => {
    const table = await answersInTable(running, path.join(folder, 'answers.csv'));
    expect([...table.keys()].sort()).toEqual([...answers.keys()].sort());
    for (const [photo, probability] of table) {
      expect(Math.abs(probability - (answers.get(photo) ?? NaN))).toBeLessThan(1e-6);
    }
  });

  await test.step('save the model and delete it', async () => {
    await saveModel(running, file);
    await deleteModel(page);
  });

  await test.step('open it through the chooser', async () => {
    await answerOpenDialog(app, [file]);
    await page.getByRole('button', { name: 'Open a model file…' }).click();
    await expect(page.getByText(`“${trained?.name}” was opened.`).first()).toBeVisible();
    expect(await answersFor(page, photos)).toEqual(answers);
    expect(await listModels(page)).toEqual([
      { ...trained, id: expect.any(Number) as unknown, libraryId: null, comparison: [] },
    ]);
  });

  await test.step('open it by starting the app a second time with its address', async () => {
    await deleteModel(page);
    expect(await startAgain(userData, [String(pathToFileURL(file))])).toBe(0);
    await expect(page.getByRole('heading', { name: 'Answers' })).toBeVisible();
    await expect.poll(async () => (await listModels(page)).length).toBe(1);
    expect(await answersFor(page, photos)).toEqual(answers);
  });

  await test.step('opened once more it is still one model', async () => {
    await startAgain(userData, [file]);
    await expect(page.getByText(`“${trained?.name}” was opened.`).first()).toBeVisible();
    expect(await listModels(page)).toHaveLength(1);
  });
  await app.close();

  await test.step('plain arithmetic on the file gives the same answers', async () => {
    const { rowOf } = savedModel(userData);
    let compared = 0;
    for (const [photo, probability] of answers) {
      const features = rowOf(await readFile(photo));
      if (features === null) continue;
      expect(Math.abs(answerPlainly(file, features) - probability)).toBeLessThan(1e-5);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(3);
  });

  await test.step('on a computer that never trained, the app starts with the file', async () => {
    const other = await launch(path.join(folder, 'other computer'), [file]);
    await expect(other.page.getByText(`“${trained?.name}” was opened.`).first()).toBeVisible();
    expect(await answersFor(other.page, photos)).toEqual(answers);
    await other.app.close();
  });
});

test('a file that is not a model gets a clear message when the system opens it', async ({
  folder,
  userData,
}) => {
  const file = path.join(folder, 'diary.purrmodel');
  await writeFile(file, 'Dear diary');
  const { app, page } = await launch(userData, [file]);
  const told = page.getByRole('alert');
  await expect(told).toContainText('“diary.purrmodel” is not a Purrceptron model.');
  await expect(told).toContainText('Choose a file that Purrceptron saved');
  expect(await listModels(page)).toEqual([]);
  await app.close();
});
