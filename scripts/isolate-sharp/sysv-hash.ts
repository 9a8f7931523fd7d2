// `.hash`, the older table beside or instead of `.gnu.hash`:
//
//   u32 bucketCount, chainCount   chainCount is the number of symbols
//   u32 buckets[bucketCount]      the first symbol of each bucket, 0 where it is empty
//   u32 chain[chainCount]         the next symbol of the same bucket, 0 at its end
//
// Its chains may run in any order, so new names need no more than new links.

import type { ReadBytes, SharedLibrary } from './elf.ts';
import { assertLayout } from './elf.ts';

/** The hash of the System V ABI, chapter 5, in 28 bits. */
export function sysvHash(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index += 1) {
    hash = ((hash << 4) >>> 0) + name.charCodeAt(index);
    const high = hash & 0xf0000000;
    hash = ((hash ^ (high >>> 24)) & ~high) >>> 0;
  }
  return hash;
}

interface SysvHash {
  buckets: number[];
  chain: number[];
}

function readTable(read: ReadBytes, offset: number, symbolCount: number): SysvHash {
  const header = read(offset, 8);
  assertLayout(header.length === 8, 'its .hash is cut short');
  const bucketCount = header.readUInt32LE(0);
  const chainCount = header.readUInt32LE(4);
  assertLayout(bucketCount > 0 && chainCount === symbolCount, 'its .hash is not as expected');
  const words = read(offset + 8, (bucketCount + chainCount) * 4);
  assertLayout(words.length === (bucketCount + chainCount) * 4, 'its .hash is cut short');
  const numbers = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => words.readUInt32LE((from + index) * 4));
  return { buckets: numbers(0, bucketCount), chain: numbers(bucketCount, chainCount) };
}

/** The symbols of a bucket, first to last. */
function symbolsFrom({ chain }: SysvHash, first: number): number[] {
  const found: number[] = [];
  for (let index = first; index !== 0; index = chain[index] ?? 0) {
    assertLayout(index < chain.length && found.length < chain.length, 'its .hash has no end');
    found.push(index);
  }
  return found;
}

/** Finds a symbol as the dynamic linker would: its number, or null where it is not found. */
export function findBySysvHash(
  read: ReadBytes,
  { sysvHashOffset, symbols }: SharedLibrary,
  name: string,
): number | null {
  if (sysvHashOffset === null) return null;
  const table = readTable(read, sysvHashOffset, symbols.length);
  const first = table.buckets[sysvHash(name) % table.buckets.length] ?? 0;
  return symbolsFrom(table, first).find((index) => symbols[index]?.name === name) ?? null;
}

/**
 * Writes the links of `.hash` anew for new names of the same symbols.
 *
 * @param library - The library as it was read from `bytes`, before its names changed.
 * @param names - The new names by number of symbol.
 */
export function rewriteSysvHash(
  bytes: Buffer,
  { sysvHashOffset, symbols }: SharedLibrary,
  names: readonly string[],
): void {
  if (sysvHashOffset === null) return;
  const read: ReadBytes = (offset, length) => bytes.subarray(offset, offset + length);
  const table = readTable(read, sysvHashOffset, symbols.length);
  const bucketCount = table.buckets.length;
  const hashed = table.buckets.flatMap((first, bucket) => {
    const members = symbolsFrom(table, first);
    for (const index of members) {
      const name = symbols[index]?.name ?? '';
      assertLayout(sysvHash(name) % bucketCount === bucket, `its .hash misses ${name}`);
    }
    return members;
  });

  const buckets = new Array<number>(bucketCount).fill(0);
  const chain = new Array<number>(symbols.length).fill(0);
  for (const index of hashed.sort((a, b) => b - a)) {
    const bucket = sysvHash(names[index] ?? '') % bucketCount;
    chain[index] = buckets[bucket] ?? 0;
    buckets[bucket] = index;
  }
  [...buckets, ...chain].forEach((word, index) => {
    bytes.writeUInt32LE(word, sysvHashOffset + 8 + index * 4);
  });
}
