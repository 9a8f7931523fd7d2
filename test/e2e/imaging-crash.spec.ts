import path from 'node:path';
import { answerOpenDialog, expect, scanEnded, taskNow, test } from './app.ts';
import { writePhotos } from './many-photos.ts';

test('the photo reader crashing in the middle of a folder loses no photo and no window', async ({
  running,
  page,
  folder,
}) => {
  const photos = path.join(folder, 'photos');
  await writePhotos(photos, 400);
  await answerOpenDialog(running.app, [photos]);
  await page.getByRole('button', { name: /Open a folder of photos/ }).click();
  const imagingProcess = () =>
    running.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Purrceptron imaging')?.pid,
    );
  const read = async () => (await taskNow(page, 'scan'))?.details.read ?? 0;
  await expect.poll(read, { intervals: [5] }).toBeGreaterThan(10);
  const killed = await imagingProcess();
  expect(killed).toBeDefined();
  process.kill(killed ?? 0, 'SIGSEGV');

  await scanEnded(page);
  expect(await imagingProcess()).not.toBe(killed);
  await expect(page.getByRole('button', { name: /^All\s*400$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Problems/ })).toHaveCount(0);
  expect(await read()).toBe(400);
});
