/** How a HEIF picture names its colours, in the numbers of ITU-T H.273. */
export interface NamedColours {
  /** Table 2: 1 for BT.709, 9 for BT.2020, 12 for Display P3; 2 where nothing is said. */
  primaries: number;
  /** Table 3: 16 for PQ, 18 for HLG; all others are shown by the curve of sRGB, as viewers do. */
  transfer: number;
}

/** Red, green and blue as ICC wants them: X, Y, Z, adapted to D50 after Bradford. */
const SRGB_COLORANTS = [
  [0.43604, 0.22248, 0.01392],
  [0.38511, 0.71691, 0.09707],
  [0.14305, 0.06061, 0.71391],
] as const;
const COLORANTS = new Map([
  [
    9,
    [
      [0.67348, 0.27904, -0.00193],
      [0.16567, 0.67534, 0.02998],
      [0.12505, 0.04561, 0.79685],
    ],
  ],
  [
    12,
    [
      [0.51512, 0.24119, -0.00105],
      [0.29198, 0.69224, 0.04188],
      [0.1571, 0.06657, 0.78407],
    ],
  ],
]);
const D50 = [0.9642, 1, 0.8249] as const;

const PQ = 16;
const HLG = 18;

/** IEC 61966-2-1. */
function srgbToLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** SMPTE ST 2084, in shares of the 203 cd/m² that ITU-R BT.2408 gives white; brighter is white too. */
function pqToLight(value: number): number {
  const root = value ** (1 / 78.84375);
  const light =
    (Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
  return Math.min(1, (light * 10_000) / 203);
}

/** ITU-R BT.2100, with the gamma of a display of 1,000 cd/m²; white is at 75%, brighter is white too. */
function hlgToLight(value: number): number {
  const scene = (level: number): number =>
    level <= 0.5 ? level ** 2 / 3 : (Math.exp((level - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return Math.min(1, (scene(value) / scene(0.75)) ** 1.2);
}

function curveOf(transfer: number): (value: number) => number {
  if (transfer === PQ) return pqToLight;
  return transfer === HLG ? hlgToLight : srgbToLight;
}

function text(words: string): Buffer {
  return Buffer.from(words, 'latin1');
}

function xyz(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 4 * values.length);
  bytes.write('XYZ ', 'latin1');
  values.forEach((value, index) => bytes.writeInt32BE(Math.round(value * 65536), 8 + 4 * index));
  return bytes;
}

const CURVE_LENGTH = 1024;

function curve(toLight: (value: number) => number): Buffer {
  const bytes = Buffer.alloc(12 + 2 * CURVE_LENGTH);
  bytes.write('curv', 'latin1');
  bytes.writeUInt32BE(CURVE_LENGTH, 8);
  for (let index = 0; index < CURVE_LENGTH; index++) {
    const light = toLight(index / (CURVE_LENGTH - 1));
    bytes.writeUInt16BE(Math.round(light * 65535), 12 + 2 * index);
  }
  return bytes;
}

function description(words: string): Buffer {
  const bytes = Buffer.alloc(12 + words.length + 1 + 78);
  bytes.write('desc', 'latin1');
  bytes.writeUInt32BE(words.length + 1, 8);
  bytes.write(words, 12, 'latin1');
  return bytes;
}

const HEADER_LENGTH = 128;

function header(length: number): Buffer {
  const bytes = Buffer.alloc(HEADER_LENGTH);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(0x02400000, 8);
  text('mntrRGB XYZ ').copy(bytes, 12);
  text('acsp').copy(bytes, 36);
  xyz(D50).copy(bytes, 68, 8);
  return bytes;
}

/**
 * An ICC profile for colours that a picture only names; null for those of sRGB, which need none.
 * ICC.1:2001-04.
 */
export function profileOf({ primaries, transfer }: NamedColours): Uint8Array | null {
  const named = COLORANTS.get(primaries);
  if (named === undefined && transfer !== PQ && transfer !== HLG) return null;
  const [red, green, blue] = named ?? SRGB_COLORANTS;
  const toLight = curve(curveOf(transfer));
  const parts: [name: string, content: Buffer][] = [
    ['desc', description('Named by the picture')],
    ['cprt', Buffer.concat([text('text\0\0\0\0'), text('None\0')])],
    ['wtpt', xyz(D50)],
    ['rXYZ', xyz(red ?? [])],
    ['gXYZ', xyz(green ?? [])],
    ['bXYZ', xyz(blue ?? [])],
    ['rTRC', toLight],
    ['gTRC', toLight],
    ['bTRC', toLight],
  ];
  const table = Buffer.alloc(4 + 12 * parts.length);
  table.writeUInt32BE(parts.length);
  const contents: Buffer[] = [];
  let end = HEADER_LENGTH + table.length;
  parts.forEach(([name, content], index) => {
    const padded = Buffer.alloc(Math.ceil(content.length / 4) * 4);
    content.copy(padded);
    text(name).copy(table, 4 + 12 * index);
    table.writeUInt32BE(end, 8 + 12 * index);
    table.writeUInt32BE(content.length, 12 + 12 * index);
    contents.push(padded);
    end += padded.length;
  });
  return Buffer.concat([header(end), table, ...contents]);
}
