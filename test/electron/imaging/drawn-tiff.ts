const SHORT = 3;
const LONG = 4;

const WRITERS = {
  uint8: { length: 1, format: 1, write: 'writeUInt8' },
  uint16: { length: 2, format: 1, write: 'writeUInt16LE' },
  uint32: { length: 4, format: 1, write: 'writeUInt32LE' },
  int8: { length: 1, format: 2, write: 'writeInt8' },
  int16: { length: 2, format: 2, write: 'writeInt16LE' },
  int32: { length: 4, format: 2, write: 'writeInt32LE' },
  float32: { length: 4, format: 3, write: 'writeFloatLE' },
  float64: { length: 8, format: 3, write: 'writeDoubleLE' },
} as const;

export interface DrawnTiff {
  width: number;
  height: number;
  sample: keyof typeof WRITERS;
  /** The samples of a pixel. */
  at: (x: number, y: number) => number[];
  /** 0 or 1 for grey, white or black being zero; 2 for red, green and blue. */
  photometric: 0 | 1 | 2;
  /** What the samples beyond the colours are; undefined where the file says nothing. */
  extra?: number[];
  /** 1 for none; others are only claimed. */
  compression?: number;
}

export type Tag = [id: number, type: number, values: number[]];

function bytesOf([, type, values]: Tag): Buffer {
  if (type === 1) return Buffer.from(values);
  const bytes = Buffer.alloc(values.length * (type === SHORT ? 2 : 4));
  values.forEach((value, index) =>
    type === SHORT ? bytes.writeUInt16LE(value, index * 2) : bytes.writeUInt32LE(value, index * 4),
  );
  return bytes;
}

/** A little-endian TIFF directory with its long values behind it, beginning at `start`. */
export function tiffDirectory(tags: Tag[], start: number, next = 0): Buffer {
  const sorted = tags.toSorted(([a], [b]) => a - b);
  const head = Buffer.alloc(2 + 12 * sorted.length + 4);
  head.writeUInt16LE(sorted.length, 0);
  head.writeUInt32LE(next, head.length - 4);
  const outside: Buffer[] = [];
  let end = start + head.length;
  sorted.forEach((tag, index) => {
    const values = bytesOf(tag);
    head.writeUInt16LE(tag[0], 2 + 12 * index);
    head.writeUInt16LE(tag[1], 4 + 12 * index);
    head.writeUInt32LE(tag[2].length, 6 + 12 * index);
    if (values.length <= 4) values.copy(head, 10 + 12 * index);
    else {
      head.writeUInt32LE(end, 10 + 12 * index);
      outside.push(values);
      end += values.length;
    }
  });
  return Buffer.concat([head, ...outside]);
}

export const TIFF_START = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);

/** A TIFF of one strip with samples of any kind. */
export function drawTiff(drawn: DrawnTiff): Buffer {
  const { width, height, sample, at, photometric, extra, compression = 1 } = drawn;
  const { length, format, write } = WRITERS[sample];
  const channels = at(0, 0).length;
  const data = Buffer.alloc(width * height * channels * length);
  for (let place = 0; place < width * height; place++) {
    at(place % width, Math.floor(place / width)).forEach((value, channel) =>
      data[write](value, (place * channels + channel) * length),
    );
  }
  const tags = (start: number): Tag[] => [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array<number>(channels).fill(length * 8)],
    [259, SHORT, [compression]],
    [262, SHORT, [photometric]],
    [273, LONG, [start]],
    [277, SHORT, [channels]],
    [278, LONG, [height]],
    [279, LONG, [data.length]],
    [339, SHORT, Array<number>(channels).fill(format)],
    ...(extra === undefined ? [] : [[338, SHORT, extra] satisfies Tag]),
  ];
  const start = 8 + tiffDirectory(tags(0), 8).length;
  return Buffer.concat([TIFF_START, tiffDirectory(tags(start), 8), data]);
}
