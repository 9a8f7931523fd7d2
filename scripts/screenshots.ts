// Writes a picture of every view, in light and dark, to test/screenshots, from the real app: the six places with
// nothing, with one photo and with 10,000, and what one sees in between.
// `npm run screenshots`

import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Surroundings } from '../test/bench/bench.ts';
import { makeBigLibrary } from '../test/bench/library/make-big-library.ts';
import { withSurroundings } from '../test/bench/surroundings.ts';
import { answerDrop, dropFiles, goTo, launch, openFolder, openSample } from '../test/e2e/app.ts';
import { writeAwkwardPhotos } from '../test/e2e/awkward-photos.ts';
import { runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';

const TARGET = path.join(PROJECT_FOLDER, 'test', 'screenshots');
const DOCS = path.join(PROJECT_FOLDER, 'docs', 'pictures');
/** What the README shows; the others are looked at and not kept. */
const SHOWN = ['photos-light.png'];

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

/** The six places, with whatever there is. */
async function takePlaces(page: Page, withWhat: string): Promise<void> {
  for (const place of PLACES) {
    await goTo(page, place);
    await takeBoth(page, `${withWhat}-${place.toLowerCase()}`);
  }
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
      await takeBoth(page, `${name}-${place.toLowerCase()}`);
    }
  }
}

async function takePhotos(page: Page): Promise<void> {
  await goTo(page, 'Photos');
  await page.waitForTimeout(1500);
  await takeBoth(page, 'photos');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.waitForTimeout(1000);
  await takeBoth(page, 'one-photo');
  await page.keyboard.press('Escape');
}

async function startTraining(page: Page, eye: string): Promise<void> {
  const eyes = page.getByRole('group', { name: 'Which eye it looks through' });
  await eyes.getByText(eye, { exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
}

async function takeLearning(page: Page): Promise<void> {
  await goTo(page, 'Learn');
  await takeBoth(page, 'learn');
  // The slowest eye leaves time to pause.
  await startTraining(page, 'Pixels');
  await page.getByRole('button', { name: 'Pause' }).click();
  await takeBoth(page, 'learning');
  await page.getByRole('button', { name: 'Resume' }).click();
  await page
    .getByRole('heading', { name: /right that it had never seen/ })
    .waitFor({ timeout: 120_000 });
  await takeBoth(page, 'learned');
}

async function takeSettings(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('article').first().waitFor();
  await takeBoth(page, 'eyes');
  await page.getByRole('tab', { name: 'Keys' }).click();
  await takeBoth(page, 'keys');
  await page.getByRole('tab', { name: 'About' }).click();
  await page.getByText('Electron').waitFor();
  await takeBoth(page, 'about');
  await page.getByRole('tab', { name: 'Eyes' }).click();
}

async function takeComparison(page: Page): Promise<void> {
  await goTo(page, 'Learn');
  await startTraining(page, 'Choose for me');
  await page.getByRole('heading', { name: 'Trying the eyes' }).waitFor();
  await takeBoth(page, 'comparing');
  await page
    .getByRole('heading', { name: /right that it had never seen/ })
    .waitFor({ timeout: 120_000 });
  await page.getByRole('heading', { name: 'How the eyes compared' }).scrollIntoViewIfNeeded();
  await takeBoth(page, 'compared');
}

async function takeAnswers(page: Page, userData: string): Promise<void> {
  await goTo(page, 'Answers');
  await takeBoth(page, 'answers-empty');
  await dropFiles(page, [path.join(userData, 'Sample photos', 'Spring')]);
  await page.getByRole('dialog', { name: /photos/ }).waitFor();
  await takeBoth(page, 'dropped');
  await answerDrop(page, 'Ask a model about them');
  await page.getByRole('button', { name: /CSV/ }).waitFor();
  await page.waitForTimeout(3000);
  await takeBoth(page, 'answers');
  await page.getByRole('button', { name: 'Show as pictures' }).click();
  await page.waitForTimeout(1500);
  await takeBoth(page, 'answers-as-pictures');
  await goTo(page, 'Models');
  await takeBoth(page, 'models');
  await page.getByRole('article').first().getByRole('heading').getByRole('button').click();
  await takeBoth(page, 'model');
}

async function takeProblems(page: Page, folder: string): Promise<void> {
  await goTo(page, 'Home');
  await takeBoth(page, 'libraries');
  await writeAwkwardPhotos(folder);
  await dropFiles(page, [folder]);
  await answerDrop(page, 'Open as a new library');
  await page.getByRole('button', { name: /^Problems\s*4$/ }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(4000);
  await takeBoth(page, 'problems');
  await page.getByRole('button', { name: /Change the library/ }).click();
  await takeBoth(page, 'change-library');
  await page.keyboard.press('Escape');
}

/** Labels a part of all photos, as someone would have after an evening. */
async function labelSome(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const listed = await window.purrceptron.call('libraries.list', undefined);
    const library = listed.ok ? listed.value.find(({ name }) => name === 'Many photos') : undefined;
    if (library === undefined) throw new Error('Expected the library of many photos, got none');
    const contents = await window.purrceptron.call('libraries.contents', { libraryId: library.id });
    if (!contents.ok) throw new Error(contents.problem.code);
    const { photoIds, categories } = contents.value;
    for (const [position, { id: mark }] of categories.entries()) {
      const some = [...photoIds].filter((id) => id % 3 === position && id % 7 < 5);
      const given = { libraryId: library.id, photoIds: some, mark };
      await window.purrceptron.call('labels.set', given);
    }
  });
}

async function takeStory(folder: string): Promise<void> {
  const userData = path.join(folder, 'data');
  const { app, page } = await launch(userData);
  await takePlaces(page, 'nothing');
  await goTo(page, 'Home');
  await openSample(page);
  await takePhotos(page);
  await takeLearning(page);
  await takeSettings(page);
  await takeComparison(page);
  await takeAnswers(page, userData);
  await takeProblems(page, path.join(folder, 'awkward'));
  await app.close();
}

async function takeOnePhoto(folder: string, photo: string): Promise<void> {
  const photos = path.join(folder, 'One photo');
  mkdirSync(photos);
  copyFileSync(photo, path.join(photos, 'Whiskers on the sofa.jpg'));
  const running = await launch(path.join(folder, 'data of one'));
  await openFolder(running, photos);
  await takePlaces(running.page, 'one-photo');
  await running.app.close();
}

/** With the sample's model and 10,000 photos beside the sample. */
async function takeManyPhotos(
  surroundings: Surroundings,
  userData: string,
  pictures: string[],
): Promise<void> {
  await makeBigLibrary(surroundings, { userData, photoCount: 10_000, pictures });
  const { app, page } = await launch(userData);
  await labelSome(page);
  await goTo(page, 'Home');
  const card = page.getByRole('listitem').filter({ hasText: 'Many photos' });
  await card.getByRole('button', { name: /labelled/ }).click();
  await page.getByRole('gridcell').first().waitFor();
  await goTo(page, 'Answers');
  await dropFiles(page, [path.dirname(pictures[0] ?? '')]);
  await answerDrop(page, 'Ask a model about them');
  await page.getByRole('button', { name: /CSV/ }).waitFor();
  await takePlaces(page, 'many');
  await takeSmallPlaces(page);
  await app.close();
}

await runScript(() =>
  withSurroundings({ rounds: '1' }, async (surroundings) => {
    mkdirSync(TARGET, { recursive: true });
    Object.assign(process.env, surroundings.environment);
    const folder = surroundings.scratch;
    await takeStory(folder);
    const spring = path.join(folder, 'data', 'Sample photos', 'Spring');
    const pictures = readdirSync(spring).map((name) => path.join(spring, name));
    await takeOnePhoto(folder, pictures[0] ?? '');
    await takeManyPhotos(surroundings, path.join(folder, 'data'), pictures);
    for (const name of SHOWN) copyFileSync(path.join(TARGET, name), path.join(DOCS, name));
    return 0;
  }),
);
