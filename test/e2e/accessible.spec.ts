import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerDrop,
  dropFiles,
  expect,
  goTo,
  launch,
  openFolder,
  openSample,
  test,
  trainOnPixels,
} from './app.ts';
import { violations } from './axe.ts';
import { layoutFaults } from './layout.ts';
import { writePhotos } from './many-photos.ts';

const PLACES = ['Home', 'Photos', 'Learn', 'Answers', 'Models', 'Settings'] as const;

type Look = (name: string) => Promise<void>;

/** Goes to everything that can be seen, with and without photos, and looks at each. */
async function everywhere(page: Page, look: Look): Promise<void> {
  for (const place of PLACES) {
    await goTo(page, place);
    await page.getByRole('heading').first().waitFor();
    await look(place);
  }
  for (const part of ['Keys', 'About', 'Eyes']) {
    await page.getByRole('tab', { name: part }).click();
    await look(`Settings, ${part}`);
  }
}

async function withPhotos(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Photos');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await look('Photos, two selected');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'One photo' }).getByRole('img').first().waitFor();
  await look('one photo');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Names and keys' }).click();
  await look('Names and keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Change the library/ }).click();
  await look('change the library');
  await page.keyboard.press('Escape');
  await goTo(page, 'Home');
  for (const name of [/^Rename/, /^Remove/]) {
    await page.getByRole('listitem').getByRole('button', { name }).first().click();
    await look(`Home, ${name.source}`);
    await page.keyboard.press('Escape');
  }
}

async function withModel(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Models');
  await page.getByRole('article').getByRole('heading').getByRole('button').first().click();
  for (const part of await page.getByRole('tab').all()) {
    await part.click();
    await look(`a model, ${(await part.textContent())?.trim()}`);
  }
  await goTo(page, 'Answers');
  await page
    .getByRole('button', { name: 'Show as a list' })
    .or(page.getByRole('grid'))
    .first()
    .waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'One photo' }).getByRole('img').first().waitFor();
  await look('one answer');
  await page.keyboard.press('Escape');
}

async function askAboutPhotos(page: Page, userData: string, look: Look): Promise<void> {
  await goTo(page, 'Answers');
  await dropFiles(page, [path.join(userData, 'Sample photos', 'Spring')]);
  await page
    .getByRole('dialog', { name: /What should happen/ })
    .getByRole('button', { name: 'Ask a model' })
    .waitFor();
  await look('what was dropped');
  await answerDrop(page, 'Ask a model about them');
  await page.getByRole('button', { name: /CSV/ }).waitFor();
}

/** Every place, part, dialog and viewer, first with nothing, then with photos, a model and its answers. */
async function tour(page: Page, userData: string, look: Look): Promise<void> {
  await everywhere(page, (name) => look(`nothing yet, ${name}`));
  await goTo(page, 'Home');
  await openSample(page);
  await trainOnPixels(page);
  await askAboutPhotos(page, userData, look);
  await everywhere(page, look);
  await withPhotos(page, look);
  await withModel(page, look);
}

test('everything has a name and a contrast that everyone can use, in both themes and with nothing', async ({
  userData,
}) => {
  test.setTimeout(300_000);
  const { app, page } = await launch(userData);
  const look: Look = async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      // Without motion, colours are at once what they become.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const faults = await violations(page);
      expect.soft(faults, `${name}, ${colorScheme}`).toEqual([]);
    }
  };
  await tour(page, userData, look);
  await app.close();
});

test('at twice the size and in the smallest window everything is reached, and no text is cut or covered', async ({
  userData,
}) => {
  test.setTimeout(300_000);
  const { app, page } = await launch(userData);
  const devtools = await page.context().newCDPSession(page);
  const look: Look = async (name) => {
    // Twice the size of everything is half the room, at twice the pixels.
    for (const [size, width, height, deviceScaleFactor] of [
      ['800 × 600', 800, 600, 1],
      ['200%', 620, 396, 2],
    ] as const) {
      const metrics = { width, height, deviceScaleFactor, mobile: false };
      await devtools.send('Emulation.setDeviceMetricsOverride', metrics);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const faults = await layoutFaults(page);
      expect.soft(faults, `${name}, ${size}`).toEqual([]);
    }
    await devtools.send('Emulation.clearDeviceMetricsOverride');
  };
  await tour(page, userData, look);
  await app.close();
});

test('where the system gives the colours, what is chosen and where the focus is are seen', async ({
  running,
  page,
  folder,
}) => {
  await writePhotos(path.join(folder, 'photos'), 4);
  await openFolder(running, path.join(folder, 'photos'));
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await page.keyboard.press('Shift+ArrowRight');
  const look = (selector: string, property: string, part?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate(
        (element, [name = '', pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(name),
        [property, part],
      );

  const selected = '[role=gridcell][aria-selected=true]';
  const other = '[role=gridcell][aria-selected=false]';
  expect(await look(selected, 'border-top-width', '::after')).toBe('3px');
  expect(await look(selected, 'border-top-color', '::after')).not.toBe(
    await look(other, 'border-top-color', '::after'),
  );
  const [filters, places] = ['[aria-pressed=true]', '[aria-current=page]'];
  for (const [chosen, notChosen] of [
    [filters, '[aria-pressed=false]'],
    [places, 'nav button:not([aria-current])'],
  ] as const) {
    expect(await look(chosen, 'background-color')).not.toBe(
      await look(notChosen, 'background-color'),
    );
    expect(await look(chosen, 'color')).not.toBe(await look(chosen, 'background-color'));
  }
  // A label is a frame and a word.
  const chip = '[role=gridcell] .chip .chip';
  expect(await look(chip, 'border-top-color')).not.toBe(await look(chip, 'background-color'));
  await page.keyboard.press('Tab');
  expect(await look(':focus-visible', 'outline-style')).toBe('solid');
  expect(await violations(page)).toEqual([]);
});

/** A key of a keyboard that Playwright does not know: what it writes, and where it lies. */
async function pressForeign(page: Page, key: string, code: string, control = false): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const event = { key, code, modifiers: control ? 2 : 0, windowsVirtualKeyCode: 0 };
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await devtools.detach();
}

test('keys label on keyboards of any script, and a key that is held labels one photo', async ({
  running,
  page,
  folder,
}) => {
  await writePhotos(path.join(folder, 'photos'), 12);
  await openFolder(running, path.join(folder, 'photos'));
  const chip = (name: string, count: number) =>
    page.getByRole('button', { name: new RegExp(`^${name}\\s*${count}$`) });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');

  await test.step('Cyrillic, Greek and Arabic letters stand for the Latin ones in their place', async () => {
    await pressForeign(page, 'с', 'KeyC');
    await expect(chip('Cat', 1)).toBeVisible();
    await pressForeign(page, 'δ', 'KeyD');
    await expect(chip('Dog', 1)).toBeVisible();
    await pressForeign(page, 'ء', 'KeyX');
    await expect(chip('Neither', 1)).toBeVisible();
    await pressForeign(page, 'я', 'KeyZ', true);
    await expect(chip('Neither', 0)).toBeVisible();
    await pressForeign(page, 'ф', 'KeyA', true);
    await expect(page.getByText('12 photos selected')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a letter of any script becomes a key of its own', async () => {
    await page.getByRole('button', { name: 'Names and keys' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Names and keys' });
    await dialog.getByLabel('Key of kind 2').fill('С');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await page.getByRole('grid').focus();
    await pressForeign(page, 'с', 'KeyC');
    await expect(chip('Dog', 2)).toBeVisible();
    await expect(chip('Cat', 1)).toBeVisible();
  });

  await test.step('held down, a key labels one photo, and Enter opens one', async () => {
    await page.keyboard.down('c');
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('c');
    await page.keyboard.up('c');
    await expect(chip('Cat', 2)).toBeVisible();
    await page.keyboard.press('x');
    await expect(chip('Neither', 1)).toBeVisible();
    await expect(chip('Cat', 2)).toBeVisible();
    await page.keyboard.down('Enter');
    for (let repeat = 0; repeat < 4; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(page.getByRole('region', { name: 'One photo' })).toBeVisible();
  });
});
