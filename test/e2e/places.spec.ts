import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerDrop,
  dropFiles,
  expect,
  launch,
  openFolder,
  openSample,
  test,
  trainOnPixels,
} from './app.ts';
import { writePhotos } from './many-photos.ts';

/** The place that is marked as the one shown, by its button in the sidebar. */
function placeShown(page: Page) {
  return page.getByRole('navigation', { name: 'Main' }).locator('[aria-current="page"]');
}

function focusedText(page: Page) {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

test('all six places, the libraries and a model’s page are reached by the keyboard alone', async ({
  userData,
}) => {
  test.setTimeout(120_000);
  const { app, page } = await launch(userData);

  await test.step('before any library is open, each place says the one next step', async () => {
    for (const [key, place, next] of [
      ['1', 'Home', 'Try the sample'],
      ['2', 'Photos', 'Go to Home'],
      ['3', 'Learn', 'Go to Home'],
      ['4', 'Answers', 'Go to Learn'],
      ['5', 'Models', 'Go to Home'],
      ['6', 'Settings', 'Choose an ONNX file…'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      await expect(placeShown(page)).toHaveText(new RegExp(`^\\s*${place}`));
      await expect(page.getByRole('button', { name: new RegExp(next) })).toBeVisible();
    }
  });

  await test.step('the parts of Settings are turned by arrows', async () => {
    await page.getByRole('tab', { name: 'Eyes' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Keys' })).toBeFocused();
    await expect(page.getByRole('region', { name: 'Places' })).toContainText('Ctrl+6');
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'About' })).toContainText('Electron');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Eyes' })).toBeFocused();
  });

  await page.keyboard.press('Control+1');
  await openSample(page);
  await trainOnPixels(page);

  await test.step('the end of a training is told elsewhere, and leads to it', async () => {
    await expect(page.getByText('It has learned from your labels.').first()).toBeVisible();
    await page.getByRole('button', { name: 'See how good it is' }).press('Enter');
    await expect(placeShown(page)).toHaveText(/Learn/);
    await expect(page.getByRole('heading', { name: /had never seen/ })).toBeVisible();
  });

  await test.step('the numbers of a chart can be read and copied', async () => {
    await page.getByText('Numbers', { exact: true }).first().focus();
    await page.keyboard.press('Enter');
    const numbers = page.getByRole('table', { name: 'How wrong it is (cost)' });
    await expect(numbers.getByRole('columnheader', { name: 'photos kept aside' })).toBeVisible();
    const chart = page.getByRole('figure').filter({ has: numbers });
    await chart.getByRole('button', { name: 'Copy as CSV' }).press('Enter');
    await expect(chart.getByText('Copied.')).toBeVisible();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied.split('\r\n')[0]).toBe('epoch,photos it learns from,photos kept aside');
  });

  await test.step('a model opens its page, and Models pressed once more leads back to all', async () => {
    await page.keyboard.press('Control+5');
    await page.getByRole('article').getByRole('heading').getByRole('button').press('Enter');
    await expect(page.getByRole('tab', { name: 'How good' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.getByRole('tab', { name: 'How good' }).press('ArrowRight');
    await expect(page.getByText('Learning rate')).toBeVisible();
    await page.keyboard.press('Control+5');
    await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible();
  });

  await test.step('the photo of an answer is shown in its folder', async () => {
    const photo = path.join(userData, 'Sample photos', 'Spring', 'IMG_0013.jpg');
    await app.evaluate(({ shell }) => {
      shell.showItemInFolder = (shown) => Reflect.set(globalThis, 'shownInFolder', shown);
    });
    await page.keyboard.press('Control+4');
    await dropFiles(page, [photo]);
    await answerDrop(page, /Ask a model/);
    await page.getByRole('gridcell', { name: /IMG_0013/ }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show in folder' }).press('Enter');
    await expect
      .poll(() => app.evaluate((): unknown => Reflect.get(globalThis, 'shownInFolder')))
      .toBe(photo);
    await page.keyboard.press('Escape');
  });

  await test.step('the library is changed at the top of the sidebar', async () => {
    const change = page.getByRole('button', { name: /Change the library/ });
    await change.press('Enter');
    await expect(page.getByRole('menuitemradio', { name: /Sample/ })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    expect(await focusedText(page)).toContain('All libraries');
    await page.keyboard.press('Escape');
    await expect(change).toBeFocused();
    await change.press('Enter');
    await page.keyboard.press('Enter');
    await expect(placeShown(page)).toHaveText(/Photos/);
  });
  await app.close();
});

test('photos are selected by a box, seen large and near, and their kinds renamed', async ({
  running,
  page,
  folder,
}) => {
  await writePhotos(path.join(folder, 'photos'), 12);
  await openFolder(running, path.join(folder, 'photos'));
  const cell = (n: number) => page.locator(`[role=gridcell][data-position="${n}"]`);

  await test.step('a box drawn over photos selects those that it touches', async () => {
    const [first, third] = [await cell(0).boundingBox(), await cell(2).boundingBox()];
    if (!first || !third) throw new Error('Expected three photos to be seen');
    await page.mouse.move(first.x + 20, first.y + 20);
    await page.mouse.down();
    await page.mouse.move(third.x + 20, third.y + 40, { steps: 5 });
    await page.mouse.up();
    await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(3);
    await expect(page.getByText('3 photos selected')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(0);
  });

  await test.step('one photo is seen large, then near, and the next after it', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('region', { name: 'One photo' });
    await expect(viewer).toContainText('1 of 12');
    await expect(viewer.getByRole('button', { name: 'Zoom' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await page.keyboard.press('Space');
    await expect(viewer.getByRole('button', { name: 'Zoom' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const near = viewer.getByRole('img');
    const { width } = (await near.boundingBox()) ?? { width: 0 };
    await page.keyboard.press('ArrowRight');
    await expect(viewer).toContainText('2 of 12');
    await expect(viewer.getByRole('button', { name: 'Zoom' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    expect(width).toBeGreaterThan(0);
    await page.keyboard.press('c');
    await expect(viewer).toContainText('3 of 12');
    await expect(page.getByText('1 photo labelled Cat').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('grid')).toBeFocused();
  });

  await test.step('what was done is undone from where it is told', async () => {
    await page.locator('[data-code=labels]').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('button', { name: /^Not labelled\s*12$/ })).toBeVisible();
  });

  await test.step('kinds are renamed, and a name that is taken is refused in words', async () => {
    await page.getByRole('button', { name: 'Names and keys' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Names and keys' });
    await dialog.getByLabel('Kind 1').first().fill('Dog');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toHaveText('Each kind needs a name of its own.');
    await dialog.getByLabel('Kind 1').first().fill('Luna');
    await dialog.getByLabel('Key of kind 1').fill('l');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: /^Luna\s*0$/ })).toBeVisible();
    await page.getByRole('grid').focus();
    await page.keyboard.press('l');
    await expect(page.getByRole('button', { name: /^Luna\s*1$/ })).toBeVisible();
  });
});

test('after a restart the window stands where it stood', async ({ folder, userData }) => {
  const first = await launch(userData);
  await writePhotos(path.join(folder, 'photos'), 6);
  await openFolder(first, path.join(folder, 'photos'));
  await first.page.getByRole('grid').focus();
  await first.page.keyboard.press('Home');
  await first.page.keyboard.press('d');
  await first.page.getByRole('button', { name: /^Dog\s*1$/ }).click();
  await first.app.close();

  const second = await launch(userData);
  const dogs = second.page.getByRole('button', { name: /^Dog\s*1$/ });
  await expect(dogs).toHaveAttribute('aria-pressed', 'true');
  await expect(second.page.getByRole('gridcell')).toHaveCount(1);
  await second.app.close();
});
