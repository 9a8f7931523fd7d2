import path from 'node:path';
import type { Page } from '@playwright/test';
import type { PhotoDetail } from '../../electron/contract.ts';
import { answerOpenDialog, expect, test } from './app.ts';
import { AWKWARD_NAMES, awkwardProblems, writeAwkwardPhotos } from './awkward-photos.ts';

async function detailsByName(page: Page): Promise<Record<string, PhotoDetail>> {
  const details = await page.evaluate(async () => {
    const contents = await window.purrceptron.call('libraries.contents', { libraryId: 1 });
    if (!contents.ok) throw new Error(contents.problem.code);
    const photoIds = [...contents.value.photoIds];
    const found = await window.purrceptron.call('photos.details', { photoIds });
    if (!found.ok) throw new Error(found.problem.code);
    return found.value;
  });
  return Object.fromEntries(details.map((detail) => [detail.fileName, detail]));
}

test('every awkward file gets a clear message beside it, and all others are read', async ({
  running,
  page,
  folder,
}) => {
  test.setTimeout(120_000);
  const photos = path.join(folder, 'awkward');
  await writeAwkwardPhotos(photos);
  await answerOpenDialog(running.app, [photos]);
  await page.getByRole('button', { name: /Open a folder of photos/ }).click();
  const count = Object.keys(AWKWARD_NAMES).length;
  await expect(page.getByRole('button', { name: new RegExp(`^All\\s*${count}$`) })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Problems\s*4$/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect
    .poll(async () => Object.values(await detailsByName(page)).map(({ status }) => status), {
      timeout: 60_000,
    })
    .not.toContain('found');

  const found = await detailsByName(page);
  const codes = Object.entries(found).map(([name, { problem }]) => [name, problem?.code ?? null]);
  expect(Object.fromEntries(codes)).toEqual(
    Object.fromEntries(
      Object.values(AWKWARD_NAMES).map((name) => [name, awkwardProblems[name]?.code ?? null]),
    ),
  );

  const size = (name: string) => [found[name]?.width, found[name]?.height];
  expect(found[AWKWARD_NAMES.huge]?.status).toBe('ready');
  expect(size(AWKWARD_NAMES.huge)).toEqual([12_000, 9_000]);
  expect(size(AWKWARD_NAMES.tiny)).toEqual([1, 1]);
  expect(size(AWKWARD_NAMES.rotated)).toEqual([200, 300]);
  expect(found[AWKWARD_NAMES.cmyk]?.status).toBe('ready');
  expect(found[AWKWARD_NAMES.oddName]?.status).toBe('ready');

  await test.step('the messages stand beside the photos', async () => {
    await page.getByRole('button', { name: /^Problems/ }).click();
    await expect(page.getByRole('gridcell')).toHaveCount(Object.keys(awkwardProblems).length);
    for (const [name, { message, nextStep }] of Object.entries(awkwardProblems)) {
      const cell = page.getByRole('gridcell', { name });
      await expect(cell).toContainText(message);
      await expect(cell).toHaveAttribute('title', `${name}\n${message}\n${nextStep}`);
    }
  });

  await test.step('a rotated photo is shown upright, a huge one and a CMYK one in the right colours', async () => {
    const upright = await pixels(page, found[AWKWARD_NAMES.rotated]?.id ?? 0);
    expect(upright.height).toBeGreaterThan(upright.width);
    // Turned by 90° clockwise, the red left half lies on top.
    expect(upright.top[0]).toBeGreaterThan(150);
    expect(upright.bottom[2]).toBeGreaterThan(150);
    const cmyk = await pixels(page, found[AWKWARD_NAMES.cmyk]?.id ?? 0);
    expect(cmyk.top[0]).toBeGreaterThan(cmyk.top[2] + 60);
    const huge = await pixels(page, found[AWKWARD_NAMES.huge]?.id ?? 0);
    expect(huge.top[1]).toBeGreaterThan(huge.top[2] + 20);
  });
});

/** The size and two colours of a photo's large picture, decoded in the window. */
function pixels(page: Page, photoId: number) {
  return page.evaluate(async (id) => {
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.src = `thumb://photo/${id}/large`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('Expected a 2D context');
    context.drawImage(image, 0, 0);
    const at = (y: number): [number, number, number] => {
      const [red = 0, green = 0, blue = 0] = context.getImageData(
        Math.floor(image.naturalWidth / 2),
        y,
        1,
        1,
      ).data;
      return [red, green, blue];
    };
    return {
      width: image.naturalWidth,
      height: image.naturalHeight,
      top: at(Math.floor(image.naturalHeight * 0.1)),
      bottom: at(Math.floor(image.naturalHeight * 0.9)),
    };
  }, photoId);
}
