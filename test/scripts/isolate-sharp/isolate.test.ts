import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSharedLibrary } from '../../../scripts/isolate-sharp/elf.ts';
import { isolate, isolateSharp } from '../../../scripts/isolate-sharp/isolate.ts';
import { isIsolated, sharpFilesIn } from '../../../scripts/isolate-sharp/state.ts';
import type { SharpFiles } from '../../../scripts/isolate-sharp/state.ts';
import { answers, compileFiles, COMPILER_MISSING } from './compiled.ts';
import type { HashStyle } from './compiled.ts';

function stateOf({ nodeFile, libFile }: SharpFiles) {
  return isIsolated(nodeFile, libFile);
}
function bytesOf({ nodeFile, libFile }: SharpFiles) {
  return [nodeFile, libFile].map((file) => readFileSync(file));
}

function exportedNames(file: string): string[] {
  const bytes = readFileSync(file);
  return readSharedLibrary((at, length) => bytes.subarray(at, at + length), bytes.length)
    .symbols.filter(({ exported }) => exported)
    .map(({ name }) => name)
    .sort();
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'purrceptron-isolate-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const COLLIDED = ['system', 'system', 'vips', 'mine', 'tail', 'elsewhere'];
const SEPARATE = ['own', 'own', 'vips', 'mine', 'tail', 'elsewhere'];

describe.skipIf(COMPILER_MISSING)(
  `isolating compiled files (${COMPILER_MISSING ?? 'with gcc'})`,
  () => {
    it.each<[HashStyle, boolean]>([
      ['gnu', false],
      ['sysv', false],
      ['both', false],
      ['gnu', true],
      ['both', true],
    ])('sends the calls to the right library (hash style %s, versions %s)', (style, versioned) => {
      const files = compileFiles(folder, style, versioned);
      expect(answers(files)).toEqual(COLLIDED);
      expect(stateOf(files)).toBe('not isolated');

      expect(isolate(files)).toEqual({
        state: 'isolated',
        changed: [files.libFile, files.nodeFile],
      });
      expect(stateOf(files)).toBe('isolated');
      expect(answers(files)).toEqual(SEPARATE);
    });

    it('changes no name but those that the addon takes from the library, tails included', () => {
      const files = compileFiles(folder, 'gnu');
      const before = exportedNames(files.libFile);
      expect(before).toEqual(expect.arrayContaining(['g_free', 'vips_g_free', 'g_not_used']));
      isolate(files);
      const renamed = before.map((name) =>
        name === 'g_free' || name === 'g_object_ref' ? name.slice(1) : name,
      );
      expect(exportedNames(files.libFile)).toEqual(renamed.sort());
    });

    it('leaves the files alone on a second run', () => {
      const files = compileFiles(folder, 'both');
      isolate(files);
      const before = bytesOf(files);
      const inodes = [files.nodeFile, files.libFile].map((file) => statSync(file).ino);
      expect(isolate(files)).toEqual({ state: 'isolated', changed: [] });
      expect(bytesOf(files)).toEqual(before);
      expect([files.nodeFile, files.libFile].map((file) => statSync(file).ino)).toEqual(inodes);
    });

    it.each(['nodeFile', 'libFile'] as const)(
      'completes what a run left that ended after %s alone was written',
      (written) => {
        const files = compileFiles(folder, 'gnu');
        const original = bytesOf(files);
        isolate(files);
        const whole = bytesOf(files);
        const other = written === 'nodeFile' ? 'libFile' : 'nodeFile';
        writeFileSync(files[other], original[other === 'nodeFile' ? 0 : 1]);
        expect(stateOf(files)).toBe('not isolated');

        expect(isolate(files)).toEqual({ state: 'isolated', changed: [files[other]] });
        expect(bytesOf(files)).toEqual(whole);
        expect(answers(files)).toEqual(SEPARATE);
      },
    );

    it('keeps who may read the files, and removes the copies of runs that were killed', () => {
      const files = compileFiles(folder, 'gnu');
      chmodSync(files.libFile, 0o750);
      const old = `${files.libFile}.123.part`;
      const young = `${files.libFile}.456.part`;
      writeFileSync(old, '');
      writeFileSync(young, '');
      utimesSync(old, 1000, 1000);
      isolate(files);
      expect(statSync(files.libFile).mode & 0o777).toBe(0o750);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([
        path.basename(young),
      ]);
    });

    it('needs nothing where the addon takes nothing of GLib from the library', () => {
      const files = compileFiles(folder, 'gnu');
      const pair = { nodeFile: path.join(folder, 'libsystem.so'), libFile: files.libFile };
      expect(isolate(pair)).toEqual({ state: 'not needed' });
      expect(stateOf(pair)).toBe('not needed');
    });

    it.each<[string, (lib: Buffer) => void]>([
      ['not an ELF file', (lib) => lib.write('MZ', 0)],
      ['32-bit', (lib) => lib.writeUInt8(1, 4)],
      ['big-endian', (lib) => lib.writeUInt8(2, 5)],
      ['a program', (lib) => lib.writeUInt16LE(2, 16)],
      ['for RISC-V', (lib) => lib.writeUInt16LE(243, 18)],
      ['without sections', (lib) => lib.writeUInt16LE(0, 60)],
      ['with a .gnu.hash of no buckets', (lib) => lib.writeUInt32LE(0, gnuHashIn(lib))],
      ['with a .gnu.hash of other names', (lib) => lib.write('z_free', lib.indexOf('g_free\0'))],
    ])('leaves a library alone that is %s', (_, change) => {
      const files = compileFiles(folder, 'gnu');
      const lib = readFileSync(files.libFile);
      change(lib);
      writeFileSync(files.libFile, lib);
      const before = bytesOf(files);
      expect(isolate(files)).toMatchObject({ state: 'not understood' });
      expect(bytesOf(files)).toEqual(before);
      expect(stateOf(files)).not.toBe('isolated');
    });

    it('refuses where a new name is taken', () => {
      const files = compileFiles(folder, 'gnu');
      const lib = readFileSync(files.libFile);
      lib.write('_free\0', lib.indexOf('g_not_used\0'));
      writeFileSync(files.libFile, lib);
      expect(isolate(files)).toEqual({
        state: 'not understood',
        reason: 'the name _free is already taken',
      });
    });

    it('leaves both files alone where one of them is cut short, wherever that is', () => {
      const files = compileFiles(folder, 'both');
      const [node, lib] = bytesOf(files) as [Buffer, Buffer];
      const cut = (whole: Buffer) =>
        fc.integer({ min: 0, max: whole.length - 1 }).map((end) => whole.subarray(0, end));
      const pairs = fc.oneof(
        cut(node).map((short) => [short, lib] as const),
        cut(lib).map((short) => [node, short] as const),
      );
      fc.assert(
        fc.property(pairs, ([nodeBytes, libBytes]) => {
          writeFileSync(files.nodeFile, nodeBytes);
          writeFileSync(files.libFile, libBytes);
          expect(stateOf(files)).toBe('not understood');
          expect(isolate(files)).toMatchObject({ state: 'not understood' });
          const [nodeAfter, libAfter] = bytesOf(files) as [Buffer, Buffer];
          expect(nodeAfter.equals(nodeBytes) && libAfter.equals(libBytes)).toBe(true);
        }),
        { numRuns: 200 },
      );
    });

    it('says why where the files cannot be written, and leaves them as they were', () => {
      const files = compileFiles(folder, 'gnu');
      const before = bytesOf(files);
      mkdirSync(`${files.libFile}.${process.pid}.part`);
      expect(isolate(files)).toMatchObject({ state: 'not written' });
      expect(bytesOf(files)).toEqual(before);
    });
  },
);

/** Where `.gnu.hash` lies: the only section of its type. */
function gnuHashIn(bytes: Buffer): number {
  const sections = Number(bytes.readBigUInt64LE(40));
  for (let at = sections; at < bytes.length; at += 64) {
    if (bytes.readUInt32LE(at + 4) === 0x6ffffff6) return Number(bytes.readBigUInt64LE(at + 24));
  }
  throw new Error('Expected a .gnu.hash');
}

describe('the sharp that is installed', () => {
  const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
  const files = process.platform === 'linux' ? sharpFilesIn(modules, process.arch) : null;

  it.skipIf(files === null)('is isolated', () => {
    expect(stateOf(files!)).toBe('isolated');
  });

  it('is looked for in packages of Linux with glibc alone', () => {
    for (const system of ['linuxmusl-x64', 'darwin-arm64', 'win32-x64']) {
      const lib = path.join(folder, '@img', `sharp-${system}`, 'lib');
      mkdirSync(lib, { recursive: true });
      writeFileSync(path.join(lib, `sharp-${system}.node`), 'not to be read');
    }
    expect(isolateSharp(folder)).toEqual([]);
  });

  it.skipIf(files === null)('is found in its packages, and completed in a copy of them', () => {
    const copied = Object.values(files!).map((file: string) => {
      const copy = path.join(folder, path.relative(modules, file));
      mkdirSync(path.dirname(copy), { recursive: true });
      copyFileSync(file, copy);
      return copy;
    });
    expect(Object.values(sharpFilesIn(folder, process.arch)!)).toEqual(copied);
    expect(isolateSharp(folder)).toEqual([
      { processor: process.arch, outcome: { state: 'isolated', changed: [] } },
    ]);
    expect(copied.every((file) => existsSync(file))).toBe(true);
  });
});

it('answers “not understood” for files that are not there', () => {
  expect(isIsolated(path.join(folder, 'no.node'), path.join(folder, 'no.so'))).toBe(
    'not understood',
  );
});
