/** Tags of TIFF 6.0, TIFF/EP and DNG that matter here. */
export const TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  make: 271,
  stripOffsets: 273,
  orientation: 274,
  stripByteCounts: 279,
  subDirectories: 330,
  extraSamples: 338,
  sampleFormat: 339,
  previewOffset: 513,
  previewByteCount: 514,
  exifDirectory: 34665,
  dngVersion: 50706,
  panasonicJpeg: 46,
} as const;

/** The values of one directory's tags; those that are no whole numbers are left out. */
export type Directory = ReadonlyMap<number, readonly number[]>;

/** More directories than any camera writes; what claims more was made to be endless. */
const MOST_DIRECTORIES = 64;
/** Of longer lists, as the places of strips in a large picture, only the beginning is read. */
const MOST_VALUES = 64;

interface Reader {
  bytes: Buffer;
  isLittle: boolean;
  /** BigTIFF, with places of 8 bytes. */
  isBig: boolean;
}

const BYTES_BY_TYPE = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [7, 1],
  [13, 4],
  [16, 8],
  [18, 8],
]);

/** @throws RangeError beyond the end. */
function unsigned({ bytes, isLittle }: Reader, place: number, length: number): number {
  if (length === 8) {
    return Number(isLittle ? bytes.readBigUInt64LE(place) : bytes.readBigUInt64BE(place));
  }
  return isLittle ? bytes.readUIntLE(place, length) : bytes.readUIntBE(place, length);
}

function valuesAt(reader: Reader, entry: number): number[] | null {
  const length = BYTES_BY_TYPE.get(unsigned(reader, entry + 2, 2));
  if (length === undefined) return null;
  const wide = reader.isBig ? 8 : 4;
  const count = unsigned(reader, entry + 4, wide);
  const inside = entry + 4 + wide;
  const start = count * length <= wide ? inside : unsigned(reader, inside, wide);
  return Array.from({ length: Math.min(count, MOST_VALUES) }, (_, index) =>
    unsigned(reader, start + index * length, length),
  );
}

/** One directory, as far as it lies inside the file, and where the next one is said to be. */
function readDirectory(reader: Reader, place: number): { directory: Directory; next: number } {
  const directory = new Map<number, number[]>();
  const [countLength, entryLength, placeLength] = reader.isBig ? [8, 20, 8] : [2, 12, 4];
  const count = Math.min(unsigned(reader, place, countLength), 4096);
  for (let index = 0; index < count; index++) {
    const entry = place + countLength + index * entryLength;
    try {
      const values = valuesAt(reader, entry);
      if (values !== null) directory.set(unsigned(reader, entry, 2), values);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const end = place + countLength + count * entryLength;
  const isInside = end + placeLength <= reader.bytes.length;
  return { directory, next: isInside ? unsigned(reader, end, placeLength) : 0 };
}

function readerOf(bytes: Buffer): Reader | null {
  const order = bytes.toString('latin1', 0, 2);
  if (bytes.length < 16 || (order !== 'II' && order !== 'MM')) return null;
  const isLittle = order === 'II';
  const version = isLittle ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2);
  return { bytes, isLittle, isBig: version === 43 };
}

/**
 * The directories of a file that is built like a TIFF, as most raw photos are: those in its chain, the
 * first one first, and those inside each. Adobe, TIFF 6.0, section 2.
 */
export function readDirectories(bytes: Buffer): Directory[] {
  const reader = readerOf(bytes);
  if (reader === null) return [];
  const waiting = [reader.isBig ? unsigned(reader, 8, 8) : unsigned(reader, 4, 4)];
  const seen = new Set<number>();
  const directories: Directory[] = [];
  for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
    const isNew = place >= 8 && place + 2 <= bytes.length && !seen.has(place);
    if (!isNew || seen.size === MOST_DIRECTORIES) continue;
    seen.add(place);
    const { directory, next } = readDirectory(reader, place);
    directories.push(directory);
    waiting.push(next, ...(directory.get(TAG.subDirectories) ?? []));
  }
  return directories;
}

/** A tag's only or first value. */
export function firstValue(directory: Directory | undefined, tag: number): number | undefined {
  return directory?.get(tag)?.[0];
}
