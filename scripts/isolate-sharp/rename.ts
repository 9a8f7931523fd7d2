import type { ReadBytes, SharedLibrary } from './elf.ts';
import { assertLayout, readSharedLibrary, SYMBOL_SIZE } from './elf.ts';
import { findByGnuHash, rewriteGnuHash } from './gnu-hash.ts';
import { isolatedName } from './names.ts';
import { findBySysvHash, rewriteSysvHash } from './sysv-hash.ts';

/** Whether the dynamic linker finds this exported name by each hash table that there is. */
export function isFindable(read: ReadBytes, library: SharedLibrary, name: string): boolean {
  return (
    (library.gnuHashOffset === null || findByGnuHash(read, library, name) !== null) &&
    (library.sysvHashOffset === null || findBySysvHash(read, library, name) !== null)
  );
}

/**
 * A copy of the file in which those symbols are without the first letter of their names, and all
 * exported ones are found by their names as before.
 *
 * @param indexes - The numbers of the symbols.
 * @throws UnknownLayout where the file is not as expected.
 */
export function renameSymbols(file: Buffer, indexes: readonly number[]): Buffer {
  const bytes = Buffer.from(file);
  const read: ReadBytes = (offset, length) => bytes.subarray(offset, offset + length);
  const before = readSharedLibrary(read, bytes.length);
  const names = before.symbols.map(({ name }) => name);
  for (const index of indexes) {
    const { name, nameOffset } = before.symbols[index];
    names[index] = isolatedName(name);
    bytes.writeUInt32LE(nameOffset + 1, before.symbolsOffset + index * SYMBOL_SIZE);
  }
  rewriteGnuHash(bytes, before, names);
  rewriteSysvHash(bytes, before, names);

  const after = readSharedLibrary(read, bytes.length);
  for (const { index, name, exported } of after.symbols) {
    assertLayout(name === names[index], `the symbol ${index} became ${name}`);
    assertLayout(!exported || isFindable(read, after, name), `${name} is not found any more`);
  }
  return bytes;
}
