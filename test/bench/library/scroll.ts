import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';

const READING_SPEED = 4000; // pixels a second
const READING_LENGTH = 24_000; // pixels
const STILL_TIME = 5000; // milliseconds

/** Scrolls the grid to the top and waits until its pictures are shown. */
export async function scrollToTop(page: Page): Promise<void> {
  await page.getByRole('grid').evaluate((grid) => (grid.scrollTop = 0));
  await page.waitForFunction(() => {
    const grid = document.querySelector('[role=grid]');
    if (grid === null || grid.scrollTop !== 0) return false;
    const { bottom } = grid.getBoundingClientRect();
    const cells = [...grid.querySelectorAll('[role=gridcell]')];
    const shown = cells.filter((cell) => cell.getBoundingClientRect().top < bottom);
    const pictures = shown.flatMap((cell) => [...cell.querySelectorAll('img')]);
    const ready = pictures.filter((image) => image.complete && image.naturalWidth > 0);
    return ready.length > 0 && ready.length === shown.length;
  });
}

/** Scrolls the grid from top to bottom in `duration` milliseconds; returns the length of every frame. */
export function scrollThrough(page: Page, duration: number): Promise<number[]> {
  return page.evaluate(async (duration) => {
    const grid = document.querySelector('[role=grid]');
    if (grid === null) throw new Error('Expected a grid of photos, got none');
    const frame = () =>
      new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    const end = grid.scrollHeight - grid.clientHeight;
    const frames: number[] = [];
    const start = await frame();
    let last = start;
    while (last - start < duration) {
      grid.scrollTop = end * Math.min(1, (last - start) / duration);
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
    return frames;
  }, duration);
}

/** The length of every frame while `meanwhile` runs. */
async function recordFrames(page: Page, meanwhile: () => Promise<unknown>): Promise<number[]> {
  const recording = await page.evaluateHandle(() => {
    const frames: number[] = [];
    let last = performance.now();
    let going = true;
    const step = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if (going) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    return {
      stop: () => {
        going = false;
        return frames.slice(1);
      },
    };
  });
  await meanwhile();
  return recording.evaluate(({ stop }) => stop());
}

/** Scrolls by wheel at the speed of a person looking at photos; returns the length of every frame. */
export async function scrollByWheel(page: Page): Promise<number[]> {
  const box = await page.getByRole('grid').boundingBox();
  if (box === null) throw new Error('Expected a visible grid, got none');
  const devTools = await page.context().newCDPSession(page);
  const frames = await recordFrames(page, () =>
    devTools.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: -READING_LENGTH,
      speed: READING_SPEED,
      gestureSourceType: 'mouse',
      preventFling: true,
    }),
  );
  await devTools.detach();
  return frames;
}

/** The length of every frame while nothing happens: what the computer itself contributes. */
export function standStill(page: Page): Promise<number[]> {
  return recordFrames(page, () => wait(STILL_TIME));
}
