import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { eachRound } from '../bench.ts';
import type { Bench, Row, Surroundings } from '../bench.ts';
import { withApp } from '../launch.ts';
import { memoryOf } from '../memory.ts';
import { median, quantile } from '../statistics.ts';
import { labelAll, labelByKey } from './label.ts';
import { makeBigLibrary } from './make-big-library.ts';
import { openLibrary } from './open.ts';
import type { Opening } from './open.ts';
import { scrollByWheel, scrollThrough, scrollToTop, standStill } from './scroll.ts';

const PHOTO_COUNT = 20_000;
const PRESSES = 200;
const SCROLL_TIME = 10_000; // milliseconds, from end to end
// People look at the window before they click; memory is measured after the app was idle.
const BEFORE_OPENING = 1000; // milliseconds
const BEFORE_MEMORY = 3000; // milliseconds

interface Visit {
  opening: Opening;
  memory: number | null;
  labels: number[];
  all: number;
  through: number[];
  wheel: number[];
  still: number[];
}

/** The app starts where it stood; without that it starts on Home, with no library open. */
function forgetWhereItStood(userData: string): Promise<void> {
  return rm(path.join(userData, 'Local Storage'), { recursive: true, force: true });
}

/** One round. The key alternates between rounds, so that every press changes a label. */
async function visit(surroundings: Surroundings, userData: string, round: number): Promise<Visit> {
  await forgetWhereItStood(userData);
  return withApp(surroundings, userData, async (app, page) => {
    const key = round % 2 === 0 ? 'c' : 'd';
    await wait(BEFORE_OPENING);
    const opening = await openLibrary(page, 'Many photos');
    await wait(BEFORE_MEMORY);
    const processId = app.process().pid;
    const memory = processId === undefined ? null : memoryOf(processId);
    const labels = await labelByKey(page, key, PRESSES);
    const still = await standStill(page);
    await scrollToTop(page);
    const through = await scrollThrough(page, SCROLL_TIME);
    await scrollToTop(page);
    const wheel = await scrollByWheel(page);
    await page.keyboard.press('Home');
    await scrollToTop(page);
    // Past the photos that were labelled above.
    await page.keyboard.press('End');
    const all = await labelAll(page, key);
    return { opening, memory, labels, all, through, wheel, still };
  });
}

function openingRows(visits: readonly Visit[]): Row[] {
  const row = (name: string, samples: number[], detail: string): Row => ({
    name,
    unit: 'ms',
    samples,
    target: 500,
    judgedBy: 'median',
    detail,
  });
  const of = `library of ${PHOTO_COUNT.toLocaleString('en')}, click on its card`;
  return [
    row(
      'open, cells painted',
      visits.map(({ opening }) => opening.cells),
      of,
    ),
    row(
      'open, pictures painted',
      visits.map(({ opening }) => opening.pictures),
      of,
    ),
  ];
}

function labelRows(visits: readonly Visit[]): Row[] {
  const row = (name: string, choose: (times: number[]) => number, target: number | null): Row => ({
    name,
    unit: 'ms',
    samples: visits.map(({ labels }) => choose(labels)),
    target,
    judgedBy: 'median',
    detail: `${PRESSES} presses a round, committed label painted`,
  });
  return [
    row('label key to painted', median, 50),
    row('label key to painted, 95 of 100', (times) => quantile(times, 0.95), 50),
    row('label key to painted, slowest', (times) => Math.max(...times), null),
    {
      name: `label all ${PHOTO_COUNT.toLocaleString('en')} at once`,
      unit: 'ms',
      samples: visits.map(({ all }) => all),
      target: null,
      judgedBy: 'median',
      detail: 'Ctrl+A, then a key, to the painted label',
    },
  ];
}

function scrollRows(visits: readonly Visit[]): Row[] {
  const row = (name: string, frames: (visit: Visit) => number[], target: number | null): Row => ({
    name,
    unit: 'ms',
    samples: visits.map((one) => Math.max(...frames(one))),
    target,
    judgedBy: 'worst',
    detail:
      `longest frame; 99 of 100 within ${median(visits.map((one) => quantile(frames(one), 0.99))).toFixed(1)} ms, ` +
      `${visits.flatMap(frames).filter((length) => length > 50).length} of ` +
      `${visits.flatMap(frames).length} over 50 ms`,
  });
  return [
    row(`scroll end to end in ${SCROLL_TIME / 1000} s`, ({ through }) => through, 50),
    row('scroll by wheel', ({ wheel }) => wheel, 50),
    row('no scrolling, for comparison', ({ still }) => still, null),
  ];
}

function memoryRows(visits: readonly Visit[]): Row[] {
  const samples = visits.map(({ memory }) => memory).filter((memory) => memory !== null);
  if (samples.length === 0) return [];
  const name = 'memory with the library open';
  const detail = 'all processes (PSS), idle';
  return [{ name, unit: 'MB', samples, target: null, judgedBy: 'median', detail }];
}

/** A large library in the real window: opened, labelled by key, scrolled. */
export const libraryBench: Bench = {
  name: 'library',
  run: async (surroundings) => {
    const userData = path.join(surroundings.scratch, 'big-library');
    const pictures = (await surroundings.photographs()).slice(0, 50);
    await makeBigLibrary(surroundings, { userData, photoCount: PHOTO_COUNT, pictures });
    const visits = await eachRound(surroundings.rounds, (round) =>
      visit(surroundings, userData, round),
    );
    return [
      ...openingRows(visits),
      ...labelRows(visits),
      ...scrollRows(visits),
      ...memoryRows(visits),
    ];
  },
};
