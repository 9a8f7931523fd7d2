// `.gnu.hash`, through which the dynamic linker finds an exported symbol by its name:
//
//   u32 bucketCount, firstSymbol, bloomCount, bloomShift
//   u64 bloom[bloomCount]      a filter that refuses most names that are not here
//   u32 buckets[bucketCount]   the first symbol of each bucket, 0 where it is empty
//   u32 chain[]                for each symbol from firstSymbol on: its hash, the lowest bit set on
//                              the last one of its bucket
//
// The symbols of a bucket lie one after the other, so a new name could need a new place in the table
// of symbols, to which relocations and versions point by number. With a single bucket every order is
// right, and since it takes less room than any other table, it always fits where the old one was.
// The Bloom filter stays as fine as it was, so that names that are not here still cost nothing.

import type { ReadBytes, SharedLibrary } from './elf.ts';
import { assertLayout } from './elf.ts';

interface GnuHash {
  offset: number;
  bucketCount: number;
  firstSymbol: number;
  bloomCount: number;
  bloomShift: number;
  bloomOffset: number;
  bucketsOffset: number;
  chainOffset: number;
  end: number;
}

/** h = 5381, then h = 33 h + c for each byte c, in 32 bits (Bernstein’s hash). */
export function gnuHash(name: string): number {
  let hash = 5381;
  for (let index = 0; index < name.length; index += 1) {
    hash = (Math.imul(hash, 33) + name.charCodeAt(index)) >>> 0;
  }
  return hash;
}

function readHeader(read: ReadBytes, offset: number, symbolCount: number): GnuHash {
  const header = read(offset, 16);
  assertLayout(header.length === 16, 'its .gnu.hash is cut short');
  const bucketCount = header.readUInt32LE(0);
  const firstSymbol = header.readUInt32LE(4);
  const bloomCount = header.readUInt32LE(8);
  const bloomOffset = offset + 16;
  const bucketsOffset = bloomOffset + bloomCount * 8;
  const chainOffset = bucketsOffset + bucketCount * 4;
  assertLayout(
    bucketCount > 0 &&
      bloomCount > 0 &&
      (bloomCount & (bloomCount - 1)) === 0 &&
      firstSymbol > 0 &&
      firstSymbol <= symbolCount,
    'its .gnu.hash is not built as expected',
  );
  return {
    offset,
    bucketCount,
    firstSymbol,
    bloomCount,
    bloomShift: header.readUInt32LE(12),
    bloomOffset,
    bucketsOffset,
    chainOffset,
    end: chainOffset + (symbolCount - firstSymbol) * 4,
  };
}

/** The 32-bit half of the Bloom word of a hash, and its two bits split over the two halves. */
function bloomBits(table: GnuHash, hash: number): { word: number; bits: [number, number] } {
  return {
    word: Math.floor(hash / 64) % table.bloomCount,
    bits: [hash % 64, (hash >>> table.bloomShift) % 64],
  };
}

function wordAt(read: ReadBytes, offset: number): number {
  const bytes = read(offset, 4);
  assertLayout(bytes.length === 4, 'its .gnu.hash is cut short');
  return bytes.readUInt32LE(0);
}

/** Finds a symbol as the dynamic linker would: its number, or null where it is not found. */
export function findByGnuHash(
  read: ReadBytes,
  { gnuHashOffset, symbols }: SharedLibrary,
  name: string,
): number | null {
  if (gnuHashOffset === null) return null;
  const table = readHeader(read, gnuHashOffset, symbols.length);
  const hash = gnuHash(name);
  const { word, bits } = bloomBits(table, hash);
  for (const bit of bits) {
    const half = wordAt(read, table.bloomOffset + word * 8 + (bit >= 32 ? 4 : 0));
    if (((half >>> (bit % 32)) & 1) === 0) return null;
  }
  const first = wordAt(read, table.bucketsOffset + (hash % table.bucketCount) * 4);
  if (first === 0) return null;
  assertLayout(first >= table.firstSymbol, 'a bucket of its .gnu.hash points before its symbols');
  const chain = read(table.chainOffset, (symbols.length - table.firstSymbol) * 4);
  for (let index = first; ; index += 1) {
    const at = (index - table.firstSymbol) * 4;
    assertLayout(at + 4 <= chain.length, 'a chain of its .gnu.hash has no end');
    const link = chain.readUInt32LE(at);
    if ((link | 1) >>> 0 === (hash | 1) >>> 0 && symbols[index]?.name === name) return index;
    if ((link & 1) === 1) return null;
  }
}

/**
 * Writes `.gnu.hash` anew, in its place, for new names of the same symbols.
 *
 * @param library - The library as it was read from `bytes`, before its names changed.
 * @param names - The new names by number of symbol.
 */
export function rewriteGnuHash(
  bytes: Buffer,
  { gnuHashOffset, symbols }: SharedLibrary,
  names: readonly string[],
): void {
  if (gnuHashOffset === null) return;
  const read: ReadBytes = (offset, length) => bytes.subarray(offset, offset + length);
  const old = readHeader(read, gnuHashOffset, symbols.length);
  assertLayout(old.end <= bytes.length, 'its .gnu.hash is cut short');
  for (const { index, name } of symbols.slice(old.firstSymbol)) {
    const link = bytes.readUInt32LE(old.chainOffset + (index - old.firstSymbol) * 4);
    assertLayout((link | 1) >>> 0 === (gnuHash(name) | 1) >>> 0, `its .gnu.hash misses ${name}`);
  }

  bytes.fill(0, old.bloomOffset, old.end);
  bytes.writeUInt32LE(1, old.offset);
  const table = readHeader(read, gnuHashOffset, symbols.length);
  const hashed = names.slice(table.firstSymbol);
  if (hashed.length > 0) bytes.writeUInt32LE(table.firstSymbol, table.bucketsOffset);
  hashed.forEach((name, index) => {
    const hash = gnuHash(name);
    const last = index === hashed.length - 1;
    const { word, bits } = bloomBits(table, hash);
    for (const bit of bits) {
      const at = table.bloomOffset + word * 8 + Math.floor(bit / 8);
      bytes[at] = (bytes[at] ?? 0) | (1 << (bit % 8));
    }
    const link = last ? hash | 1 : hash & ~1;
    bytes.writeUInt32LE(link >>> 0, table.chainOffset + index * 4);
  });
}
