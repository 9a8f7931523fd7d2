import path from 'node:path';
import { expect, goTo, launch, openFolder, test } from './app.ts';
import { writePhotos } from './many-photos.ts';

test('where the fast decoder cannot be used, photos are still read, and About says how', async ({
  folder,
  userData,
}) => {
  process.env['PURRCEPTRON_DECODER'] = 'webassembly';
  const running = await launch(userData).finally(() => {
    delete process.env['PURRCEPTRON_DECODER'];
  });
  const { app, page } = running;
  await writePhotos(path.join(folder, 'photos'), 6);
  await openFolder(running, path.join(folder, 'photos'));
  await expect(page.getByRole('button', { name: /^All\s*6$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Problems/ })).toHaveCount(0);
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('WebAssembly');
  await expect(page.getByRole('region', { name: 'About' })).toContainText('slower');
  await app.close();
});
