import { boxesAt, boxesIn } from './boxes.ts';
import type { Box } from './boxes.ts';
import { jpegFrame } from './jpeg-parts.ts';
import { firstValue, readDirectories, TAG } from './tiff-directories.ts';
import type { Directory } from './tiff-directories.ts';

/** A part of a file that may be a JPEG. */
interface Part {
  start: number;
  length: number;
}

interface Previews {
  parts: Part[];
  /** As EXIF numbers them: how the camera was held. */
  orientation: number;
}

/** Photometric interpretations of what a sensor saw: a mosaic of colours, and one that was filled in. */
const SENSOR = [32803, 34892];

/** Whether a file that is built like a TIFF holds what a sensor saw. DNG 1.7; TIFF/EP. */
export function isRawTiff(directories: readonly Directory[]): boolean {
  return directories.some(
    (directory) =>
      directory.has(TAG.dngVersion) ||
      SENSOR.includes(firstValue(directory, TAG.photometric) ?? -1),
  );
}

function partOf(directory: Directory, startTag: number, lengthTag: number): Part[] {
  const start = firstValue(directory, startTag);
  const length = firstValue(directory, lengthTag);
  return start === undefined || length === undefined ? [] : [{ start, length }];
}

function inDirectories(directories: readonly Directory[]): Previews {
  const parts = directories.flatMap((directory) => [
    ...partOf(directory, TAG.previewOffset, TAG.previewByteCount),
    ...partOf(directory, TAG.stripOffsets, TAG.stripByteCounts),
  ]);
  return { parts, orientation: firstValue(directories[0], TAG.orientation) ?? 1 };
}

/** Canon's own box in a CR3: its name is followed by others'. */
const CANON_FACTS = '85c0b687820f11e08111f4ce462b6a48';
const CANON_PREVIEW = 'eaf42b5e1c984b88b9fbb7dc406e4d16';

function canonBox(bytes: Buffer, path: string[], name: string): Box | undefined {
  return boxesAt(bytes, [...path, 'uuid']).find(
    ({ start, end }) => end - start >= 16 && bytes.toString('hex', start, start + 16) === name,
  );
}

/** The first sample of each track: a CR3 keeps its largest JPEG as the only picture of one. */
function firstSamples(bytes: Buffer): Part[] {
  const tables = boxesAt(bytes, ['moov', 'trak', 'mdia', 'minf', 'stbl']);
  return tables.flatMap(({ start, end }) => {
    const inside = [...boxesIn(bytes, start, end)];
    const sizes = inside.find(({ type }) => type === 'stsz');
    const places = inside.find(({ type }) => type === 'co64');
    if (sizes === undefined || places === undefined) return [];
    if (sizes.end - sizes.start < 16 || places.end - places.start < 16) return [];
    const common = bytes.readUInt32BE(sizes.start + 4);
    const length = common === 0 ? bytes.readUInt32BE(sizes.start + 12) : common;
    return [{ start: Number(bytes.readBigUInt64BE(places.start + 8)), length }];
  });
}

/** Lengths of what stands before the boxes, and before the JPEG, in Canon's preview box. */
const BEFORE_PREVIEW = 24;
const BEFORE_JPEG = 16;

function inBoxes(bytes: Buffer): Previews {
  const outer = canonBox(bytes, [], CANON_PREVIEW);
  const inner =
    outer === undefined
      ? undefined
      : [...boxesIn(bytes, outer.start + BEFORE_PREVIEW, outer.end)].find(
          ({ type }) => type === 'PRVW',
        );
  const preview =
    inner === undefined
      ? []
      : [{ start: inner.start + BEFORE_JPEG, length: inner.end - inner.start - BEFORE_JPEG }];
  const facts = canonBox(bytes, ['moov'], CANON_FACTS);
  const camera =
    facts === undefined
      ? undefined
      : [...boxesIn(bytes, facts.start + 16, facts.end)].find(({ type }) => type === 'CMT1');
  const [directory] =
    camera === undefined ? [] : readDirectories(bytes.subarray(camera.start, camera.end));
  return {
    parts: [...preview, ...firstSamples(bytes)],
    orientation: firstValue(directory, TAG.orientation) ?? 1,
  };
}

/** Fujifilm's head names the JPEG's place and length, and the JPEG tells its orientation itself. */
function inFujifilm(bytes: Buffer): Previews {
  if (bytes.length < 92) return { parts: [], orientation: 1 };
  return {
    parts: [{ start: bytes.readUInt32BE(84), length: bytes.readUInt32BE(88) }],
    orientation: 1,
  };
}

function inPanasonic(directories: readonly Directory[], bytes: Buffer): Previews {
  const found = inDirectories(directories);
  const jpeg = directories[0]?.get(TAG.panasonicJpeg);
  // Its values are the JPEG itself, so that only where they begin and how many they are matters.
  const start = jpeg === undefined ? -1 : bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  if (start !== -1) found.parts.push({ start, length: bytes.length - start });
  return found;
}

function previewsIn(bytes: Buffer): Previews {
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return inBoxes(bytes);
  if (bytes.toString('latin1', 0, 4) === 'FUJI') return inFujifilm(bytes);
  const directories = readDirectories(bytes);
  return bytes.toString('latin1', 0, 3) === 'IIU'
    ? inPanasonic(directories, bytes)
    : inDirectories(directories);
}

const START = Buffer.from([0xff, 0xd8]);

/** A JPEG with an EXIF segment that says no more than how it is to be turned. */
function turned(jpeg: Buffer, orientation: number): Buffer {
  if (orientation < 2 || orientation > 8) return jpeg;
  const exif = Buffer.from(
    'Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0',
    'latin1',
  );
  exif.writeUInt16LE(orientation, 24);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([START, head, exif, jpeg.subarray(2)]);
}

function hasOwnOrientation(jpeg: Buffer): boolean {
  const head = jpeg.subarray(0, 64);
  return head.includes('Exif\0\0');
}

/**
 * The largest JPEG that a raw file has inside for being looked at, turned as the camera was held; null
 * where there is none.
 */
export function rawPreview(bytes: Buffer): Buffer | null {
  const { parts, orientation } = previewsIn(bytes);
  let best: Buffer | null = null;
  let mostPixels = 0;
  for (const { start, length } of parts) {
    const part = bytes.subarray(start, start + length);
    const frame = part.subarray(0, 2).equals(START) ? jpegFrame(part) : null;
    // What a sensor saw is kept as JPEG too: without loss, or with more than 8 bits.
    if (frame === null || frame.isLossless || frame.precision !== 8) continue;
    if (frame.width * frame.height <= mostPixels) continue;
    mostPixels = frame.width * frame.height;
    best = part;
  }
  if (best === null) return null;
  return hasOwnOrientation(best) ? best : turned(best, orientation);
}
