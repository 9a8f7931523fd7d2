// The two formats that hold one icon in several sizes.

export interface IconImage {
  /** Pixels on each side. */
  size: number;
  png: Buffer;
  /** 4 bytes for each pixel, red, green, blue and opacity, row by row from the top. */
  rgba: Buffer;
}

const LARGEST_BITMAP = 64;

/** A bitmap in a Windows icon: blue first, rows from the bottom. */
function bitmap({ size, rgba }: IconImage): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  // The height includes the mask that follows, all zeros: opacity alone decides what is seen.
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4;
      pixels[to] = rgba[from + 2] ?? 0;
      pixels[to + 1] = rgba[from + 1] ?? 0;
      pixels[to + 2] = rgba[from] ?? 0;
      pixels[to + 3] = rgba[from + 3] ?? 0;
    }
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([header, pixels, mask]);
}

/** A Windows icon (.ico): small sizes as bitmaps, which installers' tools want, large ones as PNG. */
export function windowsIcon(images: readonly IconImage[]): Buffer {
  const contents = images.map((image) =>
    image.size <= LARGEST_BITMAP ? bitmap(image) : image.png,
  );
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size }, index) => {
    const at = 6 + 16 * index;
    const length = contents[index]?.length ?? 0;
    // One byte for each side; 256 is written as 0.
    head[at] = size % 256;
    head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  });
  return Buffer.concat([head, ...contents]);
}

/** The names of a Mac icon's parts: each for a size on ordinary screens or, at half that, on fine ones. */
const MAC_NAMES: readonly (readonly [name: string, size: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

export const macSizes = [...new Set(MAC_NAMES.map(([, size]) => size))];

/** A Mac icon (.icns). */
export function macIcon(images: readonly IconImage[]): Buffer {
  const parts = MAC_NAMES.map(([name, size]) => {
    const image = images.find((candidate) => candidate.size === size);
    if (image === undefined) throw new Error(`Expected a picture of ${size} pixels, got none`);
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32BE(8 + image.png.length, 4);
    return Buffer.concat([head, image.png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}
