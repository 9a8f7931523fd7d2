import { existsSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { averageColour, twoInputs } from '../electron/imaging/eyes/small-networks.ts';
import {
  answerDrop,
  answerOpenDialog,
  classified,
  dropFiles,
  expect,
  goTo,
  launch,
  listModels,
  openFolder,
  openSample,
  test,
  trainingNow,
} from './app.ts';

const SHARED =
  process.env['PURRCEPTRON_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

async function train(page: Page, eye: string): Promise<void> {
  await goTo(page, 'Learn');
  const eyes = page.getByRole('group', { name: 'Which eye it looks through' });
  await eyes.getByText(eye, { exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
  await expect(async () => {
    expect((await trainingNow(page)).phase).toMatch(/done|failed/);
  }).toPass({ timeout: 300_000 });
  expect(await trainingNow(page)).toMatchObject({ phase: 'done', problem: null });
}

/** Adds the dropped file as an eye, once its preview is shown. */
async function addEye(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add an eye of your own' });
  await expect(
    dialog.getByRole('img', { name: 'A photo as this eye would be shown it' }),
  ).toBeVisible();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Add this eye' }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.getByRole('article', { name })).toBeVisible();
}

test('an eye of your own is dropped in, used for training and answers, and removed', async ({
  folder,
  userData,
}) => {
  test.setTimeout(180_000);
  const { app, page } = await launch(userData);
  await openSample(page);
  const file = path.join(folder, 'Colours – Zoë’s.onnx');
  await writeFile(file, averageColour());

  await test.step('a file that cannot be an eye gets a reason', async () => {
    await goTo(page, 'Settings');
    const unsuitable = path.join(folder, 'two.onnx');
    await writeFile(unsuitable, twoInputs());
    await answerOpenDialog(app, [unsuitable]);
    await page.getByRole('button', { name: /Choose an ONNX file/ }).click();
    await expect(page.getByRole('alert')).toContainText(/one picture/);
  });

  await test.step('dropped, looked at and added', async () => {
    await dropFiles(page, [file]);
    await addEye(page, 'Colours');
  });

  await test.step('used for training and answers', async () => {
    await train(page, 'Colours');
    const [model] = await listModels(page);
    expect(model).toMatchObject({ eyeName: 'Colours', comparison: [] });
    expect(model?.layerSizes[0]).toBe(3);
    await goTo(page, 'Answers');
    await dropFiles(page, [path.join(userData, 'Sample photos', 'Spring')]);
    await answerDrop(page, 'Ask a model about them');
    await expect.poll(async () => (await classified(page)).length).toBeGreaterThan(20);
    expect((await classified(page)).every(({ probabilities }) => probabilities !== null)).toBe(
      true,
    );
  });

  await test.step('removed, and its model says so', async () => {
    await goTo(page, 'Settings');
    await page
      .getByRole('article', { name: 'Colours' })
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect(page.getByRole('article', { name: 'Colours' })).toBeHidden();
    expect(await readdir(path.join(userData, 'eyes'))).toEqual([]);
    await goTo(page, 'Answers');
    await expect(page.getByText(/eye “Colours”/).first()).toBeVisible();
  });
  await app.close();
});

test('real photos: one click picks the best eye, and a second click starts at once', async ({
  folder,
  userData,
}) => {
  const network = path.join(SHARED, 'eyes', 'tf2_mobilenet_v2_1.0_224_ptq.onnx');
  const photos = path.join(SHARED, 'photos');
  test.skip(
    !existsSync(network) || !existsSync(photos),
    'needs photos and a network to measure with',
  );
  test.setTimeout(600_000);
  const copy = path.join(folder, 'photos');
  await cp(photos, copy, { recursive: true });
  const running = await launch(userData);
  const { page } = running;
  await openFolder(running, copy);
  await page.getByRole('button', { name: 'Label them all' }).click();
  await expect(page.getByRole('button', { name: /^Not labelled\s*0$/ })).toBeVisible();

  await goTo(page, 'Settings');
  await dropFiles(page, [network]);
  await addEye(page, 'MobileNetV2');
  await train(page, 'Choose for me');
  const { phase, problem, details } = await trainingNow(page);
  const { comparison } = details;
  expect(problem).toBeNull();
  expect(phase).toBe('done');
  const accuracy = Object.fromEntries(comparison.map((trial) => [trial.eyeName, trial.accuracy]));
  expect(accuracy['MobileNetV2']).toBeGreaterThan(0.97);
  expect(accuracy['Keen']).toBeGreaterThan(0.93);
  expect(accuracy['Shapes']).toBeGreaterThan(accuracy['Pixels'] ?? 1);
  const [model] = await listModels(page);
  expect(model?.validation.accuracy).toBeGreaterThan(0.93);

  const begun = performance.now();
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
  await expect
    .poll(async () => (await trainingNow(page)).phase, { intervals: [10] })
    .toMatch(/training|saving|done/);
  expect(performance.now() - begun).toBeLessThan(1000);
  await running.app.close();
});
