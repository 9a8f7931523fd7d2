/** What a JPEG says of itself before its first scan. ITU-T T.81, annex B. */
export interface JpegFrame {
  width: number;
  height: number;
  /** Bits of each sample; viewers know 8. */
  precision: number;
  /** Numbers for each pixel. */
  components: number;
  /** As many of them as are kept, for colours may be kept of every second pixel alone. */
  samplesPerPixel: number;
  /** All its coefficients are kept until the last scan, instead of a few rows at a time. */
  isProgressive: boolean;
  /** Without loss, as cameras keep what their sensor saw; no viewer shows those. */
  isLossless: boolean;
}

const START_OF_SCAN = 0xda;
const END = 0xd9;

/** Marks that nothing belongs to: TEM, RST0 to RST7 and the start. */
function standsAlone(mark: number): boolean {
  return mark === 0x01 || (mark >= 0xd0 && mark <= 0xd8);
}

function isFrame(mark: number): boolean {
  return mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
}

export interface JpegSegment {
  mark: number;
  /** Where its content lies: behind its length and before the next mark. */
  start: number;
  end: number;
}

/** The next mark that is none of those inside a scan's numbers, or the end of the bytes. */
function nextMark(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const mark = bytes[at + 1];
    if (mark === undefined) break;
    const isInsideScan = mark === 0 || mark === 0xff || (mark >= 0xd0 && mark <= 0xd7);
    if (!isInsideScan) return at;
  }
  return bytes.length;
}

/** The segments of a JPEG up to its end mark, or up to where it breaks off. */
export function* jpegSegments(bytes: Buffer): Generator<JpegSegment> {
  let at = nextMark(bytes, 0);
  while (at + 4 <= bytes.length) {
    const mark = bytes[at + 1] ?? END;
    if (mark === END) return;
    if (standsAlone(mark)) {
      at = nextMark(bytes, at + 2);
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    yield { mark, start: at + 4, end: Math.min(end, bytes.length) };
    at = nextMark(bytes, end);
  }
}

/** Samples that are kept for each pixel, by the sampling factors that a frame names its components with. */
function samplesPerPixel(factors: Buffer): number {
  let most = 1;
  let sum = 0;
  for (let at = 1; at < factors.length; at += 3) {
    const factor = factors.readUInt8(at);
    const area = (factor >> 4) * (factor & 15);
    most = Math.max(most, area);
    sum += area;
  }
  return sum / most;
}

/** How large a JPEG is and how it was written; null where it breaks off before that. */
export function jpegFrame(bytes: Buffer): JpegFrame | null {
  for (const { mark, start, end } of jpegSegments(bytes)) {
    if (mark === START_OF_SCAN) return null;
    if (!isFrame(mark)) continue;
    if (end - start < 6) return null;
    return {
      precision: bytes.readUInt8(start),
      height: bytes.readUInt16BE(start + 1),
      width: bytes.readUInt16BE(start + 3),
      components: bytes.readUInt8(start + 5),
      samplesPerPixel: samplesPerPixel(bytes.subarray(start + 6, end)),
      isProgressive: (mark & 3) === 2,
      isLossless: (mark & 3) === 3,
    };
  }
  return null;
}

interface Scan {
  components: number[];
  /** First and last of the 64 coefficients, and the bit that the scan ends with. */
  from: number;
  to: number;
  lastBit: number;
}

function scanAt(bytes: Buffer, { start, end }: JpegSegment): Scan | null {
  const count = bytes[start] ?? 0;
  const tail = start + 1 + 2 * count;
  if (tail + 3 > end) return null;
  return {
    components: Array.from({ length: count }, (_, index) => bytes[start + 1 + 2 * index] ?? 0),
    from: bytes[tail] ?? 0,
    to: bytes[tail + 1] ?? 0,
    lastBit: (bytes[tail + 2] ?? 0) & 15,
  };
}

/**
 * Whether the scans of a progressive JPEG that are there give every coefficient to its last bit. One
 * that breaks off between two scans decodes without complaint, and is blurred.
 */
export function hasAllScans(bytes: Buffer): boolean {
  const components = jpegFrame(bytes)?.components ?? 0;
  const finished = new Map<number, Set<number>>();
  for (const segment of jpegSegments(bytes)) {
    const scan = segment.mark === START_OF_SCAN ? scanAt(bytes, segment) : null;
    if (scan === null || scan.lastBit !== 0) continue;
    for (const component of scan.components) {
      const done = finished.get(component) ?? new Set();
      for (let place = scan.from; place <= Math.min(scan.to, 63); place++) done.add(place);
      finished.set(component, done);
    }
  }
  return finished.size === components && [...finished.values()].every(({ size }) => size === 64);
}
