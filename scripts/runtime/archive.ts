import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

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
const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error(`Expected ${length} bytes, got ${bytesRead}`);
  return buffer;
}

async function readDirectory(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const tailLength = Math.min(size, END_SIZE + LONGEST_COMMENT);
  const tail = await readAt(file, size - tailLength, tailLength);
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) {
      return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
    }
  }
  throw new Error('Expected a ZIP archive, got a file without its directory');
}

function parseDirectory(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (
    at + CENTRAL_SIZE <= directory.length &&
    directory.readUInt32LE(at) === CENTRAL_SIGNATURE
  ) {
    const nameEnd = at + CENTRAL_SIZE + directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + CENTRAL_SIZE, nameEnd),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extractEntry(
  archive: string,
  file: FileHandle,
  entry: ZipEntry,
  target: string,
): Promise<void> {
  const local = await readAt(file, entry.offset, LOCAL_SIZE);
  const start = entry.offset + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28);
  mkdirSync(path.dirname(target), { recursive: true });
  const mode = entry.mode || 0o644;
  if (entry.packedSize === 0) return writeFile(target, '', { mode });
  const output = createWriteStream(target, { mode });
  const packed = createReadStream(archive, { start, end: start + entry.packedSize - 1 });
  if (entry.method === 0) await pipeline(packed, output);
  else if (entry.method === 8) await pipeline(packed, createInflateRaw(), output);
  else throw new Error(`Expected stored or deflated files, got method ${entry.method}`);
}

/**
 * Extracts a ZIP archive whose bytes have been checked before (names are taken as they are).
 * `place` says where in `folder` a file goes, or null to leave it out.
 */
export async function extractZip(
  archive: string,
  folder: string,
  place: (name: string) => string | null,
): Promise<void> {
  const file = await open(archive);
  try {
    for (const entry of parseDirectory(await readDirectory(file))) {
      const target = entry.name.endsWith('/') ? null : place(entry.name);
      if (target !== null) await extractEntry(archive, file, entry, path.join(folder, target));
    }
  } finally {
    await file.close();
  }
}
