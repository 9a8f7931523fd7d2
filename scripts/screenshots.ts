// Writes a picture of every view, in light and dark, to test/screenshots, from the real app.
// `npm run screenshots`

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { answerDrop, dropFiles, goTo, launch, openSample } from '../test/e2e/app.ts';
import { writeAwkwardPhotos } from '../test/e2e/awkward-photos.ts';
import { buildWhenStale } from './build-when-stale.ts';
import { virtualDisplay } from './runtime/display.ts';
import { runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';

const TARGET = path.join(PROJECT_FOLDER, 'test', 'screenshots');

/** One picture in each colour scheme. */
async function takeBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(TARGET, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const PLACES = ['Home', 'Photos', 'Learn', 'Answers', 'Models', 'Settings'] as const;

/** The six places before there is anything. */
async function takeEmptyPlaces(page: Page): Promise<void> {
  for (const place of PLACES) {
    await goTo(page, place);
    await takeBoth(page, `0-empty-${place.toLowerCase()}`);
  }
  await goTo(page, 'Home');
}

/** The six places in the smallest window, and at twice the size of everything. */
async function takeSmallPlaces(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  // Twice the size of everything is half the room, at twice the pixels.
  for (const [name, width, height, deviceScaleFactor] of [
    ['small', 800, 600, 1],
    ['zoomed', 620, 396, 2],
  ] as const) {
    const metrics = { width, height, deviceScaleFactor, mobile: false };
    await devtools.send('Emulation.setDeviceMetricsOverride', metrics);
    for (const place of PLACES) {
      await goTo(page, place);
      await takeBoth(page, `21-${name}-${place.toLowerCase()}`);
    }
  }
}

async function takePhotos(page: Page): Promise<void> {
  await goTo(page, 'Photos');
  await page.waitForTimeout(1500);
  await takeBoth(page, '2-photos');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.waitForTimeout(1000);
  await takeBoth(page, '3-one-photo');
  await page.keyboard.press('Escape');
}

async function startTraining(page: Page, eye: string): Promise<void> {
  const eyes = page.getByRole('group', { name: 'Which eye it looks through' });
  await eyes.getByText(eye, { exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
}

async function takeLearning(page: Page): Promise<void> {
  await goTo(page, 'Learn');
  await takeBoth(page, '4-learn');
  // The slowest eye leaves time to pause.
  await startTraining(page, 'Pixels');
  await page.getByRole('button', { name: 'Pause' }).click();
  await takeBoth(page, '5-learning');
  await page.getByRole('button', { name: 'Resume' }).click();
  await page
    .getByRole('heading', { name: /right that it had never seen/ })
    .waitFor({ timeout: 120_000 });
  await takeBoth(page, '6-learned');
}

async function takeSettings(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('article').first().waitFor();
  await takeBoth(page, '12-eyes');
  await page.getByRole('tab', { name: 'Keys' }).click();
  await takeBoth(page, '15-keys');
  await page.getByRole('tab', { name: 'About' }).click();
  await page.getByText('Electron').waitFor();
  await takeBoth(page, '16-about');
  await page.getByRole('tab', { name: 'Eyes' }).click();
}

async function takeComparison(page: Page): Promise<void> {
  await goTo(page, 'Learn');
  await startTraining(page, 'Choose for me');
  await page.getByRole('heading', { name: 'Trying the eyes' }).waitFor();
  await takeBoth(page, '13-comparing');
  await page
    .getByRole('heading', { name: /right that it had never seen/ })
    .waitFor({ timeout: 120_000 });
  await page.getByRole('heading', { name: 'How the eyes compared' }).scrollIntoViewIfNeeded();
  await takeBoth(page, '14-compared');
}

async function takeAnswers(page: Page, userData: string): Promise<void> {
  await goTo(page, 'Answers');
  await takeBoth(page, '7-answers-empty');
  await dropFiles(page, [path.join(userData, 'Sample photos', 'Spring')]);
  await page.getByRole('dialog', { name: /photos/ }).waitFor();
  await takeBoth(page, '17-dropped');
  await answerDrop(page, 'Ask a model about them');
  await page.getByRole('button', { name: /CSV/ }).waitFor();
  await page.waitForTimeout(3000);
  await takeBoth(page, '8-answers');
  await page.getByRole('button', { name: 'Show as pictures' }).click();
  await page.waitForTimeout(1500);
  await takeBoth(page, '18-answers-as-pictures');
  await goTo(page, 'Models');
  await takeBoth(page, '9-models');
  await page.getByRole('article').first().getByRole('heading').getByRole('button').click();
  await takeBoth(page, '19-model');
}

async function takeProblems(page: Page, folder: string): Promise<void> {
  await goTo(page, 'Home');
  await takeBoth(page, '10-libraries');
  await writeAwkwardPhotos(folder);
  await dropFiles(page, [folder]);
  await answerDrop(page, 'Open as a new library');
  await page.getByRole('button', { name: /^Problems\s*4$/ }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(4000);
  await takeBoth(page, '11-problems');
  await page.getByRole('button', { name: /Change the library/ }).click();
  await takeBoth(page, '20-change-library');
  await page.keyboard.press('Escape');
}

await runScript(async () => {
  await buildWhenStale(PROJECT_FOLDER, (line) => console.log(line));
  mkdirSync(TARGET, { recursive: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'purrceptron-screenshots-'));
  const display = await virtualDisplay();
  Object.assign(process.env, display.environment);
  const userData = path.join(folder, 'data');
  const { app, page } = await launch(userData);
  try {
    await page.waitForTimeout(500);
    await takeBoth(page, '1-welcome');
    await takeEmptyPlaces(page);
    await openSample(page);
    await takePhotos(page);
    await takeLearning(page);
    await takeSettings(page);
    await takeComparison(page);
    await takeAnswers(page, userData);
    await takeProblems(page, path.join(folder, 'awkward'));
    await takeSmallPlaces(page);
    return 0;
  } finally {
    await app.close();
    await display.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
