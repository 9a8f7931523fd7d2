import type { JSHandle, Page } from '@playwright/test';

interface Watch {
  /** From the key to the end of the frame that shows the committed label, in milliseconds. */
  painted: number[];
  /** Resolves when so many labels have been painted. */
  reached: (count: number) => Promise<void>;
}

/** Measures in the page the time from a label key to the painted label. */
function watchLabels(page: Page): Promise<JSHandle<Watch>> {
  return page.evaluateHandle(() => {
    const painted: number[] = [];
    let wanted = Infinity;
    let tell: () => void = () => undefined;
    let pending: { at: number; cell: string; before: string | null } | null = null;

    const grid = document.querySelector('[role=grid]');
    if (grid === null) throw new Error('Expected a grid of photos, got none');
    const labelOf = (cell: string) =>
      document.getElementById(cell)?.querySelector('.chip')?.textContent.trim() ?? null;

    addEventListener(
      'keydown',
      ({ key, timeStamp }) => {
        if (key.length !== 1) return;
        const cell = grid.getAttribute('aria-activedescendant') ?? '';
        pending = { at: timeStamp, cell, before: labelOf(cell) };
      },
      { capture: true },
    );
    const record = (at: number) => {
      // This frame paints the change; the message arrives when it is done.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          painted.push(performance.now() - at);
          if (painted.length >= wanted) tell();
        };
        port2.postMessage(null);
      });
    };
    new MutationObserver(() => {
      if (pending === null) return;
      const label = labelOf(pending.cell);
      if (label === null || label === pending.before) return;
      record(pending.at);
      pending = null;
    }).observe(grid, { subtree: true, childList: true, characterData: true });

    const reached = (count: number) =>
      new Promise<void>((resolve, reject) => {
        wanted = count;
        tell = resolve;
        if (painted.length >= count) resolve();
        const problem = new Error(`Expected ${count} labels painted, got ${painted.length}`);
        setTimeout(() => reject(problem), 10_000);
      });
    return { painted, reached };
  });
}

/** Labels one photo after another; returns milliseconds from each key to its painted label. */
export async function labelByKey(page: Page, key: string, presses: number): Promise<number[]> {
  const watch = await watchLabels(page);
  for (let press = 1; press <= presses; press++) {
    await page.keyboard.press(key);
    await watch.evaluate(({ reached }, count) => reached(count), press);
  }
  return watch.evaluate(({ painted }) => painted);
}

/** Labels every photo of the library with one key. */
export async function labelAll(page: Page, key: string): Promise<number> {
  await page.keyboard.press('ControlOrMeta+a');
  const [milliseconds] = await labelByKey(page, key, 1);
  if (milliseconds === undefined) throw new Error('Expected one measurement, got none');
  return milliseconds;
}
