import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuildStale } from '../../scripts/build-when-stale.ts';

describe('what was built', () => {
  let project: string;

  const write = (name: string, seconds: number): void => {
    const file = path.join(project, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, seconds, seconds);
  };

  /** Making files changes the time of their folders; this puts it back. */
  const age = (folder: string, seconds: number): void =>
    utimesSync(path.join(project, folder), seconds, seconds);

  beforeEach(() => {
    project = mkdtempSync(path.join(os.tmpdir(), 'build-'));
    write('core/network.ts', 1000);
    write('renderer/views/View.svelte', 1000);
    for (const folder of ['core', 'renderer', 'renderer/views']) age(folder, 1000);
    for (const name of [
      'main/index.js',
      'main/eyes/keen-320@2.onnx',
      'preload/index.cjs',
      'renderer/index.html',
    ]) {
      write(`out/${name}`, 2000);
    }
  });

  afterEach(() => rmSync(project, { recursive: true }));

  it('is good while no source is newer', () => {
    expect(isBuildStale(project)).toBe(false);
  });

  it('is stale when a source deep inside was changed', () => {
    write('renderer/views/View.svelte', 3000);
    age('renderer/views', 1000);
    expect(isBuildStale(project)).toBe(true);
  });

  it('is stale when a source was removed', () => {
    rmSync(path.join(project, 'core/network.ts'));
    expect(isBuildStale(project)).toBe(true);
  });

  it('is stale when a part of it is not there', () => {
    rmSync(path.join(project, 'out/preload/index.cjs'));
    expect(isBuildStale(project)).toBe(true);
  });
});
