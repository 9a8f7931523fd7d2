import { boxesIn } from '../boxes.ts';
import type { Box } from '../boxes.ts';

/** A part of the file that holds an item's data, or the beginning of it. */
interface Extent {
  start: number;
  length: number;
}

/** Reads numbers of some bytes one after another. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** @throws RangeError beyond the end. */
  next(length: number): number {
    const at = this.#at;
    this.#at += length;
    if (length === 0) return 0;
    return length === 8
      ? Number(this.#bytes.readBigUInt64BE(at))
      : this.#bytes.readUIntBE(at, length);
  }
}

/** Items by their numbers, with where in the file their data lies. ISO/IEC 14496-12, section 8.11.3. */
function extentsOf(bytes: Buffer, { start }: Box): Map<number, Extent[]> {
  const reader = new Reader(bytes, start);
  const version = reader.next(1);
  reader.next(3);
  const lengths = reader.next(2);
  const [ofOffset, ofLength, ofBase, ofIndex] = [12, 8, 4, 0].map(
    (shift) => (lengths >> shift) & 15,
  );
  const idLength = version < 2 ? 2 : 4;
  const count = reader.next(idLength);
  const found = new Map<number, Extent[]>();
  for (let index = 0; index < count; index++) {
    const id = reader.next(idLength);
    const isInFile = version === 0 || (reader.next(2) & 15) === 0;
    reader.next(2);
    const base = reader.next(ofBase ?? 0);
    const extents = Array.from({ length: reader.next(2) }, () => {
      if (version > 0) reader.next(ofIndex ?? 0);
      return { start: base + reader.next(ofOffset ?? 0), length: reader.next(ofLength ?? 0) };
    });
    if (isInFile) found.set(id, extents);
  }
  return found;
}

/** Numbers of the items that are HEVC pictures, as which the data's rules are known. */
function codedItems(bytes: Buffer, { start, end }: Box): number[] {
  const version = bytes.readUInt8(start);
  return [...boxesIn(bytes, start + (version === 0 ? 6 : 8), end)].flatMap((entry) => {
    const reader = new Reader(bytes, entry.start);
    const isLong = reader.next(1) === 3;
    reader.next(3);
    const id = reader.next(isLong ? 4 : 2);
    const type = entry.start + (isLong ? 10 : 8);
    return bytes.toString('latin1', type, type + 4) === 'hvc1' ? [id] : [];
  });
}

/** As nearly every writer has it: the length of each unit is told in 4 bytes. */
const LENGTH_BYTES = 4;
const THREE_ZEROS = Buffer.alloc(3);

/**
 * Whether an item's data is whole units of HEVC, inside which three zeros never follow each other: a
 * copy that stopped is often filled up with them. ITU-T H.265, section 7.4.2.
 */
function areUnits(bytes: Buffer, { start, length }: Extent): boolean {
  const end = start + length;
  if (end > bytes.length) return false;
  for (let at = start; at < end;) {
    if (at + LENGTH_BYTES > end) return false;
    const first = at + LENGTH_BYTES;
    const last = first + bytes.readUInt32BE(at);
    if (last > end || bytes.subarray(first, last).includes(THREE_ZEROS)) return false;
    at = last;
  }
  return true;
}

function isLengthOf4(bytes: Buffer, meta: Box): boolean {
  const setUps = [...boxesIn(bytes, meta.start + 4, meta.end)]
    .filter(({ type }) => type === 'iprp')
    .flatMap(({ start, end }) => [...boxesIn(bytes, start, end)])
    .filter(({ type }) => type === 'ipco')
    .flatMap(({ start, end }) => [...boxesIn(bytes, start, end)])
    .filter(({ type }) => type === 'hvcC');
  return setUps.every(({ start }) => ((bytes[start + 21] ?? 0) & 3) === LENGTH_BYTES - 1);
}

/** Whether data of a HEIF file's HEVC pictures is certainly damaged, which libde265 does not report. */
export function isDataDamaged(bytes: Buffer): boolean {
  const meta = [...boxesIn(bytes, 0, bytes.length)].find(({ type }) => type === 'meta');
  if (meta === undefined) return false;
  const inside = [...boxesIn(bytes, meta.start + 4, meta.end)];
  const places = inside.find(({ type }) => type === 'iloc');
  const items = inside.find(({ type }) => type === 'iinf');
  if (places === undefined || items === undefined || !isLengthOf4(bytes, meta)) return false;
  try {
    const extents = extentsOf(bytes, places);
    return codedItems(bytes, items).some((id) => {
      const [only, ...more] = extents.get(id) ?? [];
      return only !== undefined && more.length === 0 && !areUnits(bytes, only);
    });
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
