import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';

type Encode = (image: Sharp, index: number) => Sharp;

/** The file formats of people's photos, with their variants. */
const formats: Record<string, Encode> = {
  jpg: (image, index) =>
    image.jpeg({
      quality: 60 + (index % 40),
      progressive: index % 2 === 0,
      chromaSubsampling: index % 3 === 0 ? '4:4:4' : '4:2:0',
    }),
  png: (image, index) =>
    image.png({ compressionLevel: 3, palette: index % 3 === 0, progressive: index % 4 === 0 }),
  webp: (image, index) => image.webp({ effort: 1, lossless: index % 2 === 0 }),
  tif: (image, index) => image.tiff({ compression: index % 2 === 0 ? 'lzw' : 'jpeg' }),
  gif: (image) => image.gif({ effort: 1 }),
  avif: (image, index) => image.avif({ effort: 0, quality: 50, lossless: index % 4 === 0 }),
};

/** 32-bit xorshift (Marsaglia 2003), so that the same seed draws the same photos. */
function randomBytes(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed | 1;
  for (let index = 0; index < length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state & 0xff;
  }
  return bytes;
}

/** Noise over a gradient; some are grey, transparent or rotated. */
function draw(index: number): Sharp {
  const width = 40 + ((index * 37) % 120);
  const height = 40 + ((index * 53) % 120);
  const channels = ([3, 4, 3, 1] as const)[index % 4] ?? 3;
  const pixels = randomBytes(width * height * channels, index * 2654435761);
  for (let at = 0; at < pixels.length; at += 1) {
    const x = Math.floor(at / channels) % width;
    pixels[at] = ((pixels[at] ?? 0) >> 3) + Math.floor((x * 220) / width);
  }
  const image = sharp(pixels, { raw: { width, height, channels } });
  return index % 5 === 0 ? image.withMetadata({ orientation: 1 + (index % 8) }) : image;
}

/** Writes so many small photos, of each format in turn, four at a time. */
export async function writePhotos(folder: string, count: number): Promise<void> {
  const encoders = Object.entries(formats);
  let next = 0;
  const writeUntilDone = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const [extension, encode] = encoders[index % encoders.length];
      // Transparency and JPEG inside TIFF exclude each other.
      const opaque = extension === 'tif' || extension === 'jpg';
      const image = opaque ? draw(index).flatten() : draw(index);
      const name = `${String(index).padStart(5, '0')}.${extension}`;
      await writeFile(path.join(folder, name), await encode(image, index).toBuffer());
    }
  };
  await Promise.all(Array.from({ length: 4 }, writeUntilDone));
}
