import type { Page } from '@playwright/test';

export interface Opening {
  /** From the click to the end of the frame that shows photo cells, in milliseconds. */
  cells: number;
  /** … and to the one that shows the pictures in all of the cells on screen. */
  pictures: number;
}

/** Clicks the library's card and watches the grid appear, frame by frame. */
export async function openLibrary(page: Page, name: string): Promise<Opening> {
  const watch = await page.evaluateHandle(() => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // A message sent while a frame is made arrives when the frame is done.
    const frameEnd = () =>
      new Promise<number>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    const cellsOnScreen = () => {
      const grid = document.querySelector('[role=grid]')?.getBoundingClientRect();
      if (grid === undefined) return [];
      return [...document.querySelectorAll('[role=grid] [role=gridcell]')].filter((cell) => {
        const { top, bottom } = cell.getBoundingClientRect();
        return bottom > grid.top && top < grid.bottom;
      });
    };
    const pictures = () => cellsOnScreen().flatMap((cell) => [...cell.querySelectorAll('img')]);
    const complete = () => {
      const all = pictures();
      const ready = all.filter((image) => image.complete && image.naturalWidth > 0).length;
      return ready > 0 && ready === cellsOnScreen().length;
    };
    const measure = async (start: number): Promise<Opening> => {
      while (cellsOnScreen().length === 0) await frame();
      const cells = (await frameEnd()) - start;
      while (!complete()) await frame();
      await Promise.all(pictures().map((image) => image.decode()));
      await frame();
      return { cells, pictures: (await frameEnd()) - start };
    };
    const opening = new Promise<Opening>((resolve) => {
      addEventListener('click', ({ timeStamp }) => resolve(measure(timeStamp)), {
        capture: true,
        once: true,
      });
    });
    return { opening };
  });
  const card = page.getByRole('listitem').filter({ hasText: name });
  await card.getByRole('button', { name: /labelled/ }).click();
  return watch.evaluate(({ opening }) => opening);
}
