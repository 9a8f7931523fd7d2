import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { answerOpenDialog, expect, launch, marksByName, test } from './app.ts';

test('a label survives the app being killed the moment it is shown', async ({
  folder,
  userData,
}) => {
  const photos = path.join(folder, 'photos');
  await mkdir(photos);
  // Three pictures, since copies of one would share a label.
  for (const [name, background] of [
    ['a.jpg', '#777'],
    ['b.jpg', '#888'],
    ['c.jpg', '#999'],
  ] as const) {
    await sharp({ create: { width: 80, height: 60, channels: 3, background } })
      .jpeg()
      .toFile(path.join(photos, name));
  }

  const first = await launch(userData);
  await answerOpenDialog(first.app, [photos]);
  await first.page.getByRole('button', { name: /Open a folder of photos/ }).click();
  await expect(first.page.getByRole('button', { name: /^All\s*3$/ })).toBeVisible();
  await first.page.getByRole('grid').focus();
  await first.page.keyboard.press('Home');
  await first.page.keyboard.press('c');
  await first.page.keyboard.press('d');
  await expect(first.page.getByRole('button', { name: /^Dog\s*1$/ })).toBeVisible();
  const closed = first.app.waitForEvent('close').catch(() => undefined);
  first.app.process().kill('SIGKILL');
  await closed;

  const second = await launch(userData);
  const marks = await marksByName(second.page);
  const [cat, dog, unlabelled] = [1, 2, 0];
  expect(marks).toEqual({ 'a.jpg': cat, 'b.jpg': dog, 'c.jpg': unlabelled });
  await second.app.close();
});
