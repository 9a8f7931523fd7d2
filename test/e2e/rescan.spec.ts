import { appendFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, marksByName, openFolder, scanEnded, test } from './app.ts';
import { writePhotos } from './many-photos.ts';

test('scanning again adds what is new, follows what was renamed, and keeps every label', async ({
  running,
  page,
  folder,
}) => {
  const photos = path.join(folder, 'photos');
  await writePhotos(photos, 4);
  await openFolder(running, photos);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  for (const key of ['c', 'd', 'c', 'd']) await page.keyboard.press(key);
  await expect(page.getByRole('button', { name: /^Dog\s*2$/ })).toBeVisible();
  const [cat, dog] = [1, 2];
  expect(await marksByName(page)).toEqual({
    'photo-1.jpg': cat,
    'photo-2.jpg': dog,
    'photo-3.jpg': cat,
    'photo-4.jpg': dog,
  });

  await rename(path.join(photos, 'photo-1.jpg'), path.join(photos, 'Minka “asleep”.jpg'));
  await appendFile(path.join(photos, 'photo-2.jpg'), 'changed');
  await rm(path.join(photos, 'photo-4.jpg'));
  await writePhotos(path.join(photos, 'new'), 1, 100);
  await page.getByRole('button', { name: 'Look for new photos' }).click();
  await expect(page.getByText(/1 renamed/).first()).toBeVisible();
  await scanEnded(page);

  await expect(page.getByRole('button', { name: /^All\s*5$/ })).toBeVisible();
  expect(await marksByName(page)).toEqual({
    'Minka “asleep”.jpg': cat,
    'photo-2.jpg': dog,
    'photo-3.jpg': cat,
    'photo-4.jpg': dog,
    'photo-100.jpg': 0,
  });
  await expect(page.getByRole('button', { name: /^Problems\s*1$/ })).toBeVisible();
});

test('labels that folder names suggest are offered, and applied only when accepted', async ({
  running,
  page,
  folder,
}) => {
  await writePhotos(path.join(folder, 'photos', 'cats'), 3);
  await writePhotos(path.join(folder, 'photos', 'dogs'), 2, 100);
  await openFolder(running, path.join(folder, 'photos'));
  const suggested = page.getByRole('region', { name: 'Suggested labels' });
  await expect(suggested).toContainText('3');
  await expect(page.getByRole('button', { name: /^Not labelled\s*5$/ })).toBeVisible();
  await suggested.getByRole('button', { name: 'Label them all' }).click();
  await expect(page.getByRole('button', { name: /^Cat\s*3$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Dog\s*2$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByRole('button', { name: /^Not labelled\s*5$/ })).toBeVisible();
});
