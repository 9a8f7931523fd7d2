// What the dynamic linker reads of a 64-bit ELF shared library on Linux: its symbols, their names
// and their versions. See elf(5) and the System V ABI, chapter 5.

/** The file is not built the way these scripts know; the message says what was seen. */
export class UnknownLayout extends Error {
  override name = 'UnknownLayout';
}

export function assertLayout(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new UnknownLayout(problem);
}

/** Gives `length` bytes of the file from `offset` on, or fewer where the file ends. */
export type ReadBytes = (offset: number, length: number) => Buffer;

export interface DynamicSymbol {
  index: number;
  /** Where its name begins in the string table. */
  nameOffset: number;
  name: string;
  /** Defined here and visible to other files. */
  exported: boolean;
  /** Needed here and looked for in other files. */
  imported: boolean;
  /** The library that the version of an import belongs to; null where it may come from anywhere. */
  importedFrom: string | null;
}

export interface SharedLibrary {
  /** The name by which others ask for this library. */
  soname: string | null;
  symbols: DynamicSymbol[];
  /** Where the table of symbols lies in the file; `symbolSize` bytes for each. */
  symbolsOffset: number;
  /** `.dynstr`: names one after the other, each ended by a zero byte; some share their tails. */
  strings: Buffer;
  /** Where `.gnu.hash` and `.hash` lie in the file; null where there is none. */
  gnuHashOffset: number | null;
  sysvHashOffset: number | null;
}

export const SYMBOL_SIZE = 24;
const HEADER_SIZE = 64;
const SEGMENT_SIZE = 56;
const SECTION_SIZE = 64;

const SHARED_OBJECT = 3;
const MACHINES = new Map([
  [62, 'x64'],
  [183, 'arm64'],
]);
const LOAD_SEGMENT = 1;
const DYNAMIC_SEGMENT = 2;
const DYNAMIC_SYMBOLS_SECTION = 11;

/** The entries of the dynamic section that matter here (DT_… in elf.h). */
const TAGS = {
  needed: 1,
  sysvHash: 4,
  strings: 5,
  symbols: 6,
  stringsSize: 10,
  soname: 14,
  gnuHash: 0x6ffffef5,
  symbolVersions: 0x6ffffff0,
  neededVersions: 0x6ffffffe,
  neededVersionsCount: 0x6fffffff,
} as const;

const LOCAL_BINDING = 0;
const HIDDEN_VISIBILITIES = [1, 2];
const LOCAL_VERSION = 0;
const GLOBAL_VERSION = 1;
const VERSION_MASK = 0x7fff;

function numberAt(bytes: Buffer, offset: number): number {
  return Number(bytes.readBigUInt64LE(offset));
}

interface Segment {
  type: number;
  offset: number;
  address: number;
  size: number;
}

/** The file with every read checked against its end. */
class ElfFile {
  readonly #read: ReadBytes;
  readonly #size: number;
  readonly segments: Segment[];
  readonly #sections: Buffer;

  constructor(read: ReadBytes, size: number) {
    this.#read = read;
    this.#size = size;
    const header = this.bytes(0, HEADER_SIZE, 'its header');
    assertLayout(header.readUInt32BE(0) === 0x7f454c46, 'it is not an ELF file');
    assertLayout(header[4] === 2 && header[5] === 1, 'it is not 64-bit and little-endian');
    assertLayout(header.readUInt16LE(16) === SHARED_OBJECT, 'it is not a shared library');
    const machine = header.readUInt16LE(18);
    assertLayout(MACHINES.has(machine), `it is for the unknown machine ${machine}`);
    assertLayout(header.readUInt16LE(54) === SEGMENT_SIZE, 'its segments have an unknown size');
    assertLayout(header.readUInt16LE(58) === SECTION_SIZE, 'its sections have an unknown size');
    const segments = this.bytes(
      numberAt(header, 32),
      header.readUInt16LE(56) * SEGMENT_SIZE,
      'its segments',
    );
    this.segments = Array.from({ length: segments.length / SEGMENT_SIZE }, (_, index) => {
      const at = index * SEGMENT_SIZE;
      return {
        type: segments.readUInt32LE(at),
        offset: numberAt(segments, at + 8),
        address: numberAt(segments, at + 16),
        size: numberAt(segments, at + 32),
      };
    });
    for (const { offset, size: length } of this.segments) this.#check(offset, length, 'a segment');
    this.#sections = this.bytes(
      numberAt(header, 40),
      header.readUInt16LE(60) * SECTION_SIZE,
      'its sections',
    );
  }

  #check(offset: number, length: number, what: string): void {
    assertLayout(
      offset >= 0 && length >= 0 && offset + length <= this.#size,
      `${what} should end at byte ${offset + length} and the file ends at ${this.#size}`,
    );
  }

  bytes(offset: number, length: number, what: string): Buffer {
    this.#check(offset, length, what);
    const bytes = this.#read(offset, length);
    assertLayout(bytes.length === length, `${what} could not be read whole`);
    return bytes;
  }

  /** Where in the file the bytes lie that the program sees at that address. */
  offsetOf(address: number, length: number, what: string): number {
    const segment = this.segments.find(
      ({ type, address: start, size }) =>
        type === LOAD_SEGMENT && address >= start && address + length <= start + size,
    );
    assertLayout(segment !== undefined, `${what} is in no loaded segment`);
    return address - segment.address + segment.offset;
  }

  /** The one section that holds the symbols for the dynamic linker. */
  symbolsSection(): { address: number; offset: number; size: number } {
    const found = [];
    for (let at = 0; at < this.#sections.length; at += SECTION_SIZE) {
      if (this.#sections.readUInt32LE(at + 4) !== DYNAMIC_SYMBOLS_SECTION) continue;
      found.push({
        address: numberAt(this.#sections, at + 16),
        offset: numberAt(this.#sections, at + 24),
        size: numberAt(this.#sections, at + 32),
      });
    }
    const [section] = found;
    assertLayout(
      section !== undefined && found.length === 1,
      `it has ${found.length} tables of dynamic symbols instead of one`,
    );
    return section;
  }
}

function readDynamic(file: ElfFile): Map<number, number> {
  const segment = file.segments.find(({ type }) => type === DYNAMIC_SEGMENT);
  assertLayout(segment !== undefined, 'it has no dynamic section');
  const bytes = file.bytes(segment.offset, segment.size, 'its dynamic section');
  const dynamic = new Map<number, number>();
  for (let at = 0; at + 16 <= bytes.length; at += 16) {
    const tag = numberAt(bytes, at);
    if (tag === 0) break;
    assertLayout(
      tag === TAGS.needed || !dynamic.has(tag),
      `its dynamic section has the entry ${tag} twice`,
    );
    dynamic.set(tag, numberAt(bytes, at + 8));
  }
  return dynamic;
}

/** `strings` as characters, one for each byte, so that thousands of names are cut out quickly. */
function stringAt(strings: string, offset: number): string {
  assertLayout(offset < strings.length, `a name begins after the string table, at ${offset}`);
  return strings.slice(offset, strings.indexOf('\0', offset));
}

/** Which library each version number of an imported symbol belongs to (`.gnu.version_r`). */
function readNeededVersions(
  file: ElfFile,
  dynamic: Map<number, number>,
  strings: string,
): Map<number, string> {
  const libraries = new Map<number, string>();
  const start = dynamic.get(TAGS.neededVersions);
  if (start === undefined) return libraries;
  const record = (address: number): Buffer =>
    file.bytes(file.offsetOf(address, 16, 'a needed version'), 16, 'a needed version');
  let address = start;
  for (let left = dynamic.get(TAGS.neededVersionsCount) ?? 0; left > 0; left -= 1) {
    const library = record(address);
    const name = stringAt(strings, library.readUInt32LE(4));
    let versionAddress = address + library.readUInt32LE(8);
    for (let versions = library.readUInt16LE(2); versions > 0; versions -= 1) {
      const version = record(versionAddress);
      libraries.set(version.readUInt16LE(6) & VERSION_MASK, name);
      versionAddress += version.readUInt32LE(12);
    }
    address += library.readUInt32LE(12);
  }
  return libraries;
}

function readSymbols(
  file: ElfFile,
  dynamic: Map<number, number>,
  strings: string,
): { symbols: DynamicSymbol[]; symbolsOffset: number } {
  const { address, offset, size } = file.symbolsSection();
  assertLayout(
    address === dynamic.get(TAGS.symbols) &&
      offset === file.offsetOf(address, size, 'its symbols') &&
      size % SYMBOL_SIZE === 0,
    'its section of symbols is not the one that the dynamic linker reads',
  );
  const table = file.bytes(offset, size, 'its symbols');
  const count = size / SYMBOL_SIZE;
  const versionsAddress = dynamic.get(TAGS.symbolVersions);
  const versions =
    versionsAddress === undefined
      ? null
      : file.bytes(
          file.offsetOf(versionsAddress, count * 2, 'its versions'),
          count * 2,
          'its versions',
        );
  const libraries = readNeededVersions(file, dynamic, strings);
  const symbols = Array.from({ length: count }, (_, index): DynamicSymbol => {
    const at = index * SYMBOL_SIZE;
    const nameOffset = table.readUInt32LE(at);
    const binding = (table[at + 4] ?? 0) >> 4;
    const visibility = (table[at + 5] ?? 0) & 3;
    const defined = table.readUInt16LE(at + 6) !== 0;
    const version =
      versions === null ? GLOBAL_VERSION : versions.readUInt16LE(index * 2) & VERSION_MASK;
    const shared = binding !== LOCAL_BINDING && !HIDDEN_VISIBILITIES.includes(visibility);
    return {
      index,
      nameOffset,
      name: stringAt(strings, nameOffset),
      exported: shared && defined && version !== LOCAL_VERSION,
      imported: shared && !defined && nameOffset !== 0,
      importedFrom: defined ? null : (libraries.get(version) ?? null),
    };
  });
  return { symbols, symbolsOffset: offset };
}

/**
 * Reads the dynamic symbols of a shared library.
 *
 * @param size - The length of the whole file in bytes.
 * @throws UnknownLayout where the file is cut short or anything is not as expected.
 */
export function readSharedLibrary(read: ReadBytes, size: number): SharedLibrary {
  const file = new ElfFile(read, size);
  const dynamic = readDynamic(file);
  const stringsAddress = dynamic.get(TAGS.strings);
  const stringsSize = dynamic.get(TAGS.stringsSize);
  assertLayout(Boolean(stringsAddress && stringsSize), 'it has no table of strings');
  const strings = file.bytes(
    file.offsetOf(Number(stringsAddress), Number(stringsSize), 'its strings'),
    Number(stringsSize),
    'its strings',
  );
  assertLayout(strings.at(-1) === 0, 'its table of strings does not end with a zero');
  const characters = strings.toString('latin1');

  const soname = dynamic.get(TAGS.soname);
  const offsetOfTable = (tag: number): number | null => {
    const address = dynamic.get(tag);
    return address === undefined ? null : file.offsetOf(address, 16, 'its hash table');
  };
  const gnuHashOffset = offsetOfTable(TAGS.gnuHash);
  const sysvHashOffset = offsetOfTable(TAGS.sysvHash);
  assertLayout(gnuHashOffset !== null || sysvHashOffset !== null, 'it has no hash table');
  return {
    soname: soname === undefined ? null : stringAt(characters, soname),
    ...readSymbols(file, dynamic, characters),
    strings,
    gnuHashOffset,
    sysvHashOffset,
  };
}
