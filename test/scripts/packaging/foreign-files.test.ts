import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readArchiveIndex } from '../../../scripts/packaging/archive-index.ts';
import { describeSize } from '../../../scripts/packaging/folder-size.ts';
import { foreignFiles, lackingFiles } from '../../../scripts/packaging/foreign-files.ts';
import { programIn } from '../../../scripts/packaging/packed-folder.ts';

const TARGET = { platform: 'linux', processor: 'x64' };

let app = '';
let resources = '';
beforeEach(() => {
  app = mkdtempSync(path.join(tmpdir(), 'purrceptron-packed-'));
  resources = path.join(app, 'resources');
  mkdirSync(resources);
  archive({ 'package.json': {} });
});
afterEach(() => rmSync(app, { recursive: true }));

interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
  size?: number;
}

/** Writes an asar archive with that index and no contents. */
function archive(files: Record<string, Entry>): void {
  const text = Buffer.from(JSON.stringify({ files }));
  const padded = Math.ceil(text.length / 4) * 4;
  const start = Buffer.alloc(16);
  [4, padded + 8, padded + 4, text.length].forEach((number, index) =>
    start.writeUInt32LE(number, index * 4),
  );
  writeFileSync(path.join(resources, 'app.asar'), Buffer.concat([start, text]));
}

function put(name: string, bytes: Buffer): void {
  mkdirSync(path.dirname(path.join(app, name)), { recursive: true });
  writeFileSync(path.join(app, name), bytes);
}

function elf(machine: number, needs = ''): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x7f454c46, 0);
  bytes.writeUInt16LE(machine, 18);
  return Buffer.concat([bytes, Buffer.from(needs)]);
}

function mach(machine: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(0xcffaedfe, 0);
  bytes.writeUInt32LE(machine, 4);
  return bytes;
}

function pe(machine: number): Buffer {
  const bytes = Buffer.alloc(160);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE', 128, 'latin1');
  bytes.writeUInt16LE(machine, 132);
  return bytes;
}

describe('a packed folder for Linux x64', () => {
  test('may hold its own programs and any other file', () => {
    put('purrceptron', elf(62));
    put('resources.pak', Buffer.from('MZ, but no program'));
    put('empty', Buffer.alloc(0));
    expect(foreignFiles(app, resources, TARGET)).toEqual([]);
  });

  test.each([
    ['Linux on another processor', elf(183), 'a program for linux arm64'],
    ['Linux with musl', elf(62, '\0libc.musl-x86_64.so.1\0'), 'a program for linuxmusl x64'],
    ['macOS', mach(0x0100000c), 'a program for darwin arm64'],
    ['Windows', pe(0x8664), 'a program for win32 x64'],
  ])('may not hold a program for %s, whatever it is called', (_for, bytes, reason) => {
    put('resources/harmless.txt', bytes);
    expect(foreignFiles(app, resources, TARGET)).toEqual([
      { file: path.join('resources', 'harmless.txt'), reason },
    ]);
  });

  test('may not hold what is named for another system, nor a library that the archive locks in', () => {
    archive({
      node_modules: {
        files: {
          'better-sqlite3': {
            files: { lib: { files: { 'linux-x64.js': {}, 'win32-arm64.js': {} } } },
          },
          '@img': {
            files: {
              'sharp-linuxmusl-x64': { files: { 'index.cjs': { unpacked: true } } },
              'sharp-libvips-linux-x64': { files: { 'libvips-cpp.so.8.18.7': {} } },
              'sharp-linux-x64': { files: { 'sharp-linux-x64-0.35.5.node': { unpacked: true } } },
            },
          },
          'onnxruntime-node': {
            files: {
              linux: {
                files: {
                  arm64: { files: { 'onnxruntime_binding.node': { unpacked: true } } },
                  x64: { files: { 'onnxruntime_binding.node': { unpacked: true } } },
                },
              },
            },
          },
        },
      },
    });
    expect(foreignFiles(app, resources, TARGET)).toEqual([
      {
        file: 'app.asar/node_modules/better-sqlite3/lib/win32-arm64.js',
        reason: 'named for win32 arm64',
      },
      {
        file: 'app.asar/node_modules/@img/sharp-linuxmusl-x64/index.cjs',
        reason: 'named for linuxmusl x64',
      },
      {
        file: 'app.asar/node_modules/@img/sharp-libvips-linux-x64/libvips-cpp.so.8.18.7',
        reason: 'a library inside the archive',
      },
      {
        file: 'app.asar/node_modules/onnxruntime-node/linux/arm64/onnxruntime_binding.node',
        reason: 'named for linux arm64',
      },
    ]);
  });

  test('must hold its own native files', () => {
    const modules = path.join('resources', 'app.asar.unpacked', 'node_modules');
    const sqlite = path.join('better-sqlite3', 'prebuilds', 'linux-x64.node');
    put(path.join(modules, sqlite), elf(62));
    put(path.join(modules, '@img', 'sharp-wasm32', 'index.cjs'), Buffer.from(''));
    const heif = path.join(modules, 'libheif-js', 'libheif-wasm');
    put(path.join(heif, 'LICENSE'), Buffer.from(''));
    const runtime = 'onnxruntime-node/bin/napi-v6/linux/x64';
    put(path.join(modules, runtime, 'onnxruntime_binding.node'), elf(62));
    expect(lackingFiles(resources, TARGET)).toEqual([
      '@img/sharp-linux-x64',
      'libheif-js/libheif-wasm/libheif.wasm',
      `${runtime}/libonnxruntime.so.1`,
    ]);
    put(path.join(heif, 'libheif.wasm'), Buffer.from(''));
    put(path.join(modules, runtime, 'libonnxruntime.so.1'), elf(62));
    expect(lackingFiles(resources, TARGET)).toEqual(['@img/sharp-linux-x64']);
  });
});

test('a packed folder for a system that the eyes’ native runtime is not made for does without', () => {
  const lacking = lackingFiles(resources, { platform: 'darwin', processor: 'x64' });
  expect(lacking.filter((file) => file.includes('onnxruntime'))).toEqual([]);
});

test('an archive’s index gives every file with its folder, its size and where it lies', () => {
  archive({
    out: { files: { main: { files: { 'index.js': { size: 12 } } } } },
    'a.node': { size: 3, unpacked: true },
  });
  expect(readArchiveIndex(path.join(resources, 'app.asar'))).toEqual([
    { name: 'out/main/index.js', size: 12, unpacked: false },
    { name: 'a.node', size: 3, unpacked: true },
  ]);
});

test('what is no archive is named', () => {
  writeFileSync(path.join(resources, 'app.asar'), 'something else, long enough');
  expect(() => readArchiveIndex(path.join(resources, 'app.asar'))).toThrow(
    /Expected an asar archive/,
  );
});

test('a folder’s size is told with its largest files first', () => {
  rmSync(resources, { recursive: true });
  mkdirSync(resources);
  put('small', Buffer.alloc(100_000));
  put('resources/large', Buffer.alloc(2_400_000));
  expect(describeSize(app)).toBe(
    `2.5 MB in 2 files; the largest are ${path.join('resources', 'large')} 2.4 MB, small 0.1 MB.`,
  );
});

test.each([
  ['linux', 'purrceptron'],
  ['win32', 'Purrceptron.exe'],
  ['darwin', 'Purrceptron.app'],
] as const)('the program of a packed app on %s begins with %s', (platform, name) => {
  expect(path.relative('packed', programIn('packed', platform)).split(path.sep)[0]).toBe(name);
});
