import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Surroundings } from '../bench.ts';
import { memoryOf } from '../memory.ts';
import { DevTools } from './devtools.ts';

export interface Start {
  /** From the start of the process to the first contentful paint, in milliseconds. */
  painted: number;
  /** Of all processes, idle, in megabytes; null where the system does not report it. */
  memory: number | null;
}

const START_LIMIT = 30_000;
const IDLE_AFTER = 2000;

/** Milliseconds since 1970, and finer than `Date.now()`. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

function addressFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(written);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('exit', (code) => reject(new Error(`It ended with code ${code}: ${written}`)));
  });
}

async function pageIn(devTools: DevTools): Promise<string> {
  const giveUpAt = performance.now() + START_LIMIT;
  while (performance.now() < giveUpAt) {
    const { targetInfos } = await devTools.send<{
      targetInfos: { targetId: string; type: string; url: string }[];
    }>('Target.getTargets');
    const page = targetInfos.find(({ type, url }) => type === 'page' && url !== '');
    if (page !== undefined) return page.targetId;
    await wait(20);
  }
  throw new Error(`Expected a window within ${START_LIMIT} ms, got none`);
}

// The observer reports a paint in the past as well.
const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) resolve(performance.timeOrigin + paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** When the first contents of the window were painted, by the wall clock. */
async function paintedAt(devTools: DevTools): Promise<number> {
  const { sessionId } = await devTools.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId: await pageIn(devTools),
    flatten: true,
  });
  for (;;) {
    try {
      const { result } = await devTools.send<{ result: { value: number } }>(
        'Runtime.evaluate',
        { expression: FIRST_PAINT, awaitPromise: true, returnByValue: true },
        sessionId,
      );
      return result.value;
    } catch (error) {
      // Too early: the blank page that every window begins with was being replaced.
      if (!/context was destroyed|navigated/i.test(String(error))) throw error;
    }
  }
}

async function end(child: ChildProcess, devTools: DevTools): Promise<void> {
  const ended = once(child, 'exit');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5000);
  devTools.send('Browser.close').catch(() => undefined);
  await ended;
  clearTimeout(impatience);
  devTools.close();
}

/** Starts an app as a plain process, measures when its window is painted, and ends it. */
export async function measureStart(
  { runtime, environment }: Surroundings,
  appFolder: string,
  userData: string,
): Promise<Start> {
  const flags = [`--user-data-dir=${userData}`, '--remote-debugging-port=0'];
  const startedAt = wallClock();
  const child = spawn(runtime.electronPath, [...runtime.launchArguments, appFolder, ...flags], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const devTools = await DevTools.connect(await addressFrom(child));
  try {
    const painted = (await paintedAt(devTools)) - startedAt;
    await wait(IDLE_AFTER);
    return { painted, memory: child.pid === undefined ? null : memoryOf(child.pid) };
  } finally {
    await end(child, devTools);
  }
}
