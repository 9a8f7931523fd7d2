import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** The SHA-256 of a file, in hexadecimal. */
export const sha256 = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
};

/** One file of a ZIP archive: where its packed bytes are and what they become. */
interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  packedSize: number;
  /** Of the local header, in bytes from the start of the archive. */
  offset: number;
  /** Unix permissions, for example 0o755. */
  mode: number;
}

// Signatures and field offsets: PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
const endSignature = 0x06054b50;
const endSize = 22;
const longestComment = 0xffff;
const centralSignature = 0x02014b50;
const centralSize = 46;
const localSize = 30;

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error(`Expected ${length} bytes, got ${bytesRead}`);
  return buffer;
};

const readDirectory = async (file: FileHandle): Promise<Buffer> => {
  const { size } = await file.stat();
  const tailLength = Math.min(size, endSize + longestComment);
  const tail = await readAt(file, size - tailLength, tailLength);
  for (let at = tail.length - endSize; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endSignature) {
      return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
    }
  }
  throw new Error('Expected a ZIP archive, got a file without its directory');
};

const parseDirectory = (directory: Buffer): ZipEntry[] => {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + centralSize <= directory.length && directory.readUInt32LE(at) === centralSignature) {
    const nameEnd = at + centralSize + directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + centralSize, nameEnd),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
};

const extractEntry = async (
  archive: string,
  file: FileHandle,
  entry: ZipEntry,
  target: string,
): Promise<void> => {
  const local = await readAt(file, entry.offset, localSize);
  const start = entry.offset + localSize + local.readUInt16LE(26) + local.readUInt16LE(28);
  mkdirSync(path.dirname(target), { recursive: true });
  const mode = entry.mode || 0o644;
  if (entry.packedSize === 0) return writeFile(target, '', { mode });
  const output = createWriteStream(target, { mode });
  const packed = createReadStream(archive, { start, end: start + entry.packedSize - 1 });
  if (entry.method === 0) await pipeline(packed, output);
  else if (entry.method === 8) await pipeline(packed, createInflateRaw(), output);
  else throw new Error(`Expected stored or deflated files, got method ${entry.method}`);
};

/**
 * Extracts a ZIP archive whose bytes have been checked before (names are taken as they are).
 * `place` says where in `folder` a file goes, or null to leave it out.
 */
export const extractZip = async (
  archive: string,
  folder: string,
  place: (name: string) => string | null,
): Promise<void> => {
  const file = await open(archive);
  try {
    for (const entry of parseDirectory(await readDirectory(file))) {
      const target = entry.name.endsWith('/') ? null : place(entry.name);
      if (target !== null) await extractEntry(archive, file, entry, path.join(folder, target));
    }
  } finally {
    await file.close();
  }
};
