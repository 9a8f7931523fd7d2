import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

// https://www.sqlite.org/fileformat.html#the_write_ahead_log
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;

/** One page as a transaction wrote it. */
export interface LogFrame {
  /** From 1. */
  page: number;
  /** Pages of the database after the transaction that this frame ends; 0 within one. */
  pagesAfter: number;
  /** Of the page's bytes in the file. */
  offset: number;
  /** Whether its bytes are those that were written. */
  isSound: boolean;
}

/** A log's committed frames in their order, also those that SQLite would drop because one before them is damaged. */
export interface WriteAheadLog {
  pageSize: number;
  frames: LogFrame[];
  /** SQLite ends at the first frame that is not sound, and drops what was committed after it without a word. */
  isSound: boolean;
}

export function logOf(file: string): string {
  return `${file}-wal`;
}

export function hasLog(file: string): boolean {
  const log = logOf(file);
  return existsSync(log) && statSync(log).size > 0;
}

type Sums = readonly [number, number];

function checksum(bytes: Buffer, isBigEndian: boolean, before: Sums): Sums {
  let [first, second] = before;
  for (let offset = 0; offset + 8 <= bytes.length; offset += 8) {
    const one = isBigEndian ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset);
    const two = isBigEndian ? bytes.readUInt32BE(offset + 4) : bytes.readUInt32LE(offset + 4);
    first = (first + one + second) >>> 0;
    second = (second + two + first) >>> 0;
  }
  return [first, second];
}

function sumsAt(bytes: Buffer, offset: number): Sums {
  return [bytes.readUInt32BE(offset), bytes.readUInt32BE(offset + 4)];
}

function isEqual([a, b]: Sums, [c, d]: Sums): boolean {
  return a === c && b === d;
}

/**
 * Reads a log without SQLite. Each frame is checked by itself, against the sums that stand in the frame before
 * it, so that a damaged one does not take those after it along. `pageSize`: the database's own.
 */
export function readLog(file: string, pageSize: number): WriteAheadLog {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
    const magic = header.readUInt32BE(0);
    const isBigEndian = magic === MAGIC + 1;
    const headerSums = sumsAt(header, 24);
    const isHeaderSound =
      (magic === MAGIC || isBigEndian) &&
      isEqual(checksum(header.subarray(0, 24), isBigEndian, [0, 0]), headerSums);
    const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageSize);
    const frames: LogFrame[] = [];
    let salts = isHeaderSound ? sumsAt(header, 16) : null;
    let committed = 0;
    let before = headerSums;
    for (let start = HEADER_BYTES; start + frame.length <= size; start += frame.length) {
      readSync(descriptor, frame, 0, frame.length, start);
      salts ??= sumsAt(frame, 8);
      const isOfThisLog = isEqual(sumsAt(frame, 8), salts);
      const stated = sumsAt(frame, 16);
      const ofHeader = checksum(frame.subarray(0, 8), isBigEndian, before);
      const sums = checksum(frame.subarray(FRAME_HEADER_BYTES), isBigEndian, ofHeader);
      const pagesAfter = frame.readUInt32BE(4);
      frames.push({
        page: frame.readUInt32BE(0),
        pagesAfter,
        offset: start + FRAME_HEADER_BYTES,
        isSound: isOfThisLog && isEqual(sums, stated),
      });
      before = stated;
      // What an earlier use of the file left behind has other salts, and what was not committed has no end.
      if (isOfThisLog && pagesAfter > 0) committed = frames.length;
    }
    const kept = frames.slice(0, committed);
    const isSound = kept.every((one) => one.isSound) && (isHeaderSound || kept.length === 0);
    return { pageSize, frames: kept, isSound };
  } finally {
    closeSync(descriptor);
  }
}
