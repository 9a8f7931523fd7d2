import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The user's cache: anything in it can be deleted and is made again. */
export function cacheFolder(): string {
  return path.join(
    process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'),
    'purrceptron',
  );
}

const LIST_NAME = 'complete.json';

function sizesOf(folder: string): Record<string, number> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => [name, lstatSync(path.join(folder, name))] as const)
      .filter(([name, about]) => about.isFile() && name !== LIST_NAME)
      .map(([name, about]) => [name, about.size]),
  );
}

/** Lists the files of a finished folder with their sizes, so that a later run can check them. */
function seal(folder: string): void {
  writeFileSync(path.join(folder, LIST_NAME), JSON.stringify(sizesOf(folder)));
}

/** Whether a folder was finished, and every file in it still is there with the size it had. */
export function isWhole(folder: string): boolean {
  try {
    const sizes = JSON.parse(readFileSync(path.join(folder, LIST_NAME), 'utf8')) as unknown;
    if (typeof sizes !== 'object' || sizes === null) return false;
    return Object.entries(sizes).every(
      ([name, size]) => lstatSync(path.join(folder, name)).size === size,
    );
  } catch {
    return false;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Longer than any build takes; after that, another process may have the owner's id. */
const LOCK_HOLDS = 40 * 60_000;

/** Removes a lock whose owner was killed. */
function dropDeadLock(lock: string): void {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    const isOld = Date.now() - statSync(lock).mtimeMs > LOCK_HOLDS;
    // An empty file is a lock that is just being written.
    if (isOld || (owner > 0 && !isRunning(owner))) rmSync(lock, { force: true });
  } catch {
    // Its owner has just removed it.
  }
}

function replace(finished: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  renameSync(finished, target);
}

/**
 * Makes a folder if it is not there yet, in a temporary place that is then renamed, so that it is never
 * seen half made. Of two runs at once the second waits for the first.
 */
export async function makeOnce(
  target: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  if (isWhole(target)) return;
  mkdirSync(path.dirname(target), { recursive: true });
  const lock = `${target}.lock`;
  while (!tryLock(lock)) {
    await sleep(250);
    dropDeadLock(lock);
  }
  const temporary = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    if (isWhole(target)) return;
    removeLeftovers(target);
    mkdirSync(temporary);
    await build(temporary);
    seal(temporary);
    replace(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(lock, { force: true });
  }
}

/** Removes what a killed run left behind. Call it only while holding the lock. */
function removeLeftovers(target: string): void {
  const start = `${path.basename(target)}.`;
  for (const name of readdirSync(path.dirname(target))) {
    if (name.startsWith(start) && name.endsWith('.part')) {
      rmSync(path.join(path.dirname(target), name), { recursive: true, force: true });
    }
  }
}

function readTime(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** Whether `remember` was called for this name less than `milliseconds` ago. */
export function isRemembered(name: string, milliseconds: number): boolean {
  const age = Date.now() - readTime(path.join(cacheFolder(), name));
  return age >= 0 && age < milliseconds;
}

export function remember(name: string): void {
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(path.join(cacheFolder(), name), String(Date.now()));
}

export function forget(name: string): void {
  const file = path.join(cacheFolder(), name);
  if (existsSync(file)) rmSync(file);
}
