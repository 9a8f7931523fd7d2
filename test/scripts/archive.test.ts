import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractZip, sha256 } from '../../scripts/runtime/archive.ts';

interface Member {
  name: string;
  content: Buffer;
  method: 0 | 8;
  mode: number;
}

/** A ZIP archive made by hand, so that what is read was not written by what reads it. */
function zip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method, mode } of members) {
    const packed = method === 8 ? deflateRawSync(content) : content;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    local.writeUInt16LE(4, 28);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(method, 10);
    header.writeUInt32LE(packed.length, 20);
    header.writeUInt32LE(content.length, 24);
    header.writeUInt16LE(Buffer.byteLength(name), 28);
    header.writeUInt32LE((0o100000 | mode) * 0x10000, 38);
    header.writeUInt32LE(offset, 42);
    const record = [local, Buffer.from(name), Buffer.alloc(4), packed];
    locals.push(...record);
    central.push(header, Buffer.from(name));
    offset += Buffer.concat(record).length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe('a ZIP archive', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'archive-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (bytes: Buffer): string => {
    const file = path.join(folder, 'archive.zip');
    writeFileSync(file, bytes);
    return file;
  };

  it('gives back stored, deflated and empty files with their permissions', async () => {
    const long = Buffer.alloc(300_000, 'purr');
    const archive = write(
      zip([
        { name: 'top/program', content: long, method: 8, mode: 0o755 },
        { name: 'top/deep/er/note.txt', content: Buffer.from('hello'), method: 0, mode: 0o644 },
        { name: 'top/empty', content: Buffer.alloc(0), method: 0, mode: 0o600 },
      ]),
    );
    await extractZip(archive, folder, (name) => name);
    const at = (name: string) => path.join(folder, 'top', name);
    expect(readFileSync(at('program')).equals(long)).toBe(true);
    expect(statSync(at('program')).mode & 0o777).toBe(0o755);
    expect(readFileSync(at('deep/er/note.txt'), 'utf8')).toBe('hello');
    expect(statSync(at('empty')).size).toBe(0);
  });

  it('puts a file where it is told to, and leaves out what has no place', async () => {
    const content = Buffer.from('x');
    const archive = write(
      zip([
        { name: 'old/a', content, method: 0, mode: 0o644 },
        { name: 'old/b', content, method: 0, mode: 0o644 },
      ]),
    );
    await extractZip(archive, folder, (name) => (name === 'old/a' ? 'new' : null));
    expect(readFileSync(path.join(folder, 'new'), 'utf8')).toBe('x');
    expect(existsSync(path.join(folder, 'old'))).toBe(false);
  });

  it('is refused when it is cut off', async () => {
    const whole = zip([{ name: 'a', content: Buffer.from('x'), method: 0, mode: 0o644 }]);
    const archive = write(whole.subarray(0, whole.length - 10));
    await expect(extractZip(archive, folder, (name) => name)).rejects.toThrow(
      'Expected a ZIP archive',
    );
  });

  it('has the SHA-256 that the standard gives for “abc”', async () => {
    // FIPS 180-4, example B.1.
    expect(await sha256(write(Buffer.from('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
