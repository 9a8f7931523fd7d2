import type { Size } from './decode.ts';

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/** Black and white where a sample's least is black, and red, green and blue. TIFF 6.0, section 8. */
const PHOTOMETRIC = { 1: 1, 3: 2 } as const;

type Tag = [id: number, type: number, values: number[] | Buffer];

function bytesOf([, type, values]: Tag): Buffer {
  if (Buffer.isBuffer(values)) return values;
  const bytes = Buffer.alloc(values.length * (type === SHORT ? 2 : 4));
  values.forEach((value, index) => {
    if (type === SHORT) bytes.writeUInt16LE(value, index * 2);
    else bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

/** A directory at byte 8, followed by the values that do not fit into it. */
function directory(tags: Tag[]): Buffer {
  const bytes = Buffer.alloc(2 + tags.length * 12 + 4);
  bytes.writeUInt16LE(tags.length, 0);
  const outside: Buffer[] = [];
  let end = 8 + bytes.length;
  tags.forEach((tag, index) => {
    const at = 2 + index * 12;
    const values = bytesOf(tag);
    bytes.writeUInt16LE(tag[0], at);
    bytes.writeUInt16LE(tag[1], at + 2);
    bytes.writeUInt32LE(tag[2].length, at + 4);
    if (values.length <= 4) values.copy(bytes, at + 8);
    else {
      bytes.writeUInt32LE(end, at + 8);
      outside.push(values);
      end += values.length;
    }
  });
  return Buffer.concat([bytes, ...outside]);
}

/**
 * Pixels as a file that the decoder reads fast: a TIFF without compression, of one strip, with the
 * colour profile that the pixels are meant in.
 *
 * @param samples - One byte for each of one or three channels, pixel by pixel, row by row.
 * @param profile - ICC, or null for sRGB.
 */
export function plainTiff(
  samples: Uint8Array,
  { width, height }: Size,
  channels: 1 | 3,
  profile: Uint8Array | null = null,
): Buffer<ArrayBuffer> {
  const tags = (start: number): Tag[] => [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array<number>(channels).fill(8)],
    [259, SHORT, [1]],
    [262, SHORT, [PHOTOMETRIC[channels]]],
    [273, LONG, [start]],
    [277, SHORT, [channels]],
    [278, LONG, [height]],
    [279, LONG, [samples.length]],
    ...(profile === null ? [] : [[34675, UNDEFINED, Buffer.from(profile)] satisfies Tag]),
  ];
  const start = 8 + directory(tags(0)).length;
  // In memory of its own, which can be handed to another thread.
  const file = Buffer.from(new ArrayBuffer(start + samples.length));
  Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]).copy(file);
  directory(tags(start)).copy(file, 8);
  file.set(samples, start);
  return file;
}
