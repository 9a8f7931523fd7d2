import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cacheFolder,
  forget,
  isRemembered,
  isWhole,
  makeOnce,
  remember,
} from '../../scripts/runtime/cache.ts';

describe('the cache', () => {
  let root: string;
  let target: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'cache-'));
    target = path.join(root, 'purrceptron', 'thing');
    vi.stubEnv('XDG_CACHE_HOME', root);
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  let bothHaveAsked = Promise.resolve();
  const build = vi.fn(async (folder: string) => {
    await bothHaveAsked;
    writeFileSync(path.join(folder, 'file'), 'content');
  });

  beforeEach(() => {
    build.mockClear();
  });

  it('makes a folder once for two who want it at the same time', async () => {
    let goOn: () => void = () => undefined;
    bothHaveAsked = new Promise((resolve) => (goOn = resolve));
    const both = [makeOnce(target, build), makeOnce(target, build)];
    goOn();
    await Promise.all(both);
    expect(build).toHaveBeenCalledTimes(1);
    expect(readFileSync(path.join(target, 'file'), 'utf8')).toBe('content');
    expect(readdirSync(path.dirname(target))).toEqual(['thing']);
  });

  it('makes a folder again when a file in it lost some of its bytes', async () => {
    await makeOnce(target, build);
    writeFileSync(path.join(target, 'file'), 'cont');
    expect(isWhole(target)).toBe(false);
    await makeOnce(target, build);
    expect(readFileSync(path.join(target, 'file'), 'utf8')).toBe('content');
  });

  it('makes a folder again when a file in it is gone', async () => {
    await makeOnce(target, build);
    rmSync(path.join(target, 'file'));
    await makeOnce(target, build);
    expect(existsSync(path.join(target, 'file'))).toBe(true);
  });

  it('leaves nothing behind when making it fails, and can try again', async () => {
    const fail = async (folder: string): Promise<void> => {
      writeFileSync(path.join(folder, 'half'), '');
      throw new Error('no network');
    };
    await expect(makeOnce(target, fail)).rejects.toThrow('no network');
    expect(readdirSync(path.dirname(target))).toEqual([]);
    await makeOnce(target, build);
    expect(isWhole(target)).toBe(true);
  });

  it('is not held up by the lock and the leftovers of a run that was killed', async () => {
    await makeOnce(target, build);
    rmSync(target, { recursive: true });
    // Process ids on Linux, macOS and Windows stay below this number.
    writeFileSync(`${target}.lock`, '4999999');
    writeFileSync(`${target}.deadbeef.part`, '');
    await makeOnce(target, build);
    expect(readdirSync(path.dirname(target))).toEqual(['thing']);
  });

  it('is not held up by a very old lock, whoever has the number of its owner now', async () => {
    await makeOnce(target, build);
    rmSync(target, { recursive: true });
    writeFileSync(`${target}.lock`, String(process.pid));
    utimesSync(`${target}.lock`, 1000, 1000);
    await makeOnce(target, build);
    expect(isWhole(target)).toBe(true);
  });

  it('remembers that something failed for as long as it is asked to, and can forget it', () => {
    expect(isRemembered('failure', 60_000)).toBe(false);
    remember('failure');
    expect(isRemembered('failure', 60_000)).toBe(true);
    expect(isRemembered('failure', 0)).toBe(false);
    forget('failure');
    expect(isRemembered('failure', 60_000)).toBe(false);
  });

  it('lies in the folder that the person chose for caches', () => {
    expect(cacheFolder()).toBe(path.join(root, 'purrceptron'));
  });
});
