import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const WIDTH = 600;
const HEIGHT = 450;
const PICTURE_COUNT = 300;
/** Each field is large enough for many different cuttings. */
const FIELD_COUNT = 6;
const FIELD_WIDTH = 2 * WIDTH;
const FIELD_HEIGHT = 2 * HEIGHT;

/** Size of a detail in pixels, and how strong it is: large shapes, fur, and the camera's grain. */
const OCTAVES = [
  { pixels: 200, strength: 80 },
  { pixels: 60, strength: 55 },
  { pixels: 16, strength: 36 },
  { pixels: 4, strength: 24 },
  { pixels: 1, strength: 12 },
];

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number) {
  return (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Smooth noise with details of one size, as large as a field. */
function noise(pixels: number, random: () => number): Promise<Buffer> {
  const columns = Math.ceil(FIELD_WIDTH / pixels);
  const rows = Math.ceil(FIELD_HEIGHT / pixels);
  const values = Uint8Array.from({ length: columns * rows * 3 }, () => 256 * random());
  return sharp(values, { raw: { width: columns, height: rows, channels: 3 } })
    .resize(FIELD_WIDTH, FIELD_HEIGHT, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}

/** Details of every size over each other, as photographs have them. */
async function drawField(seed: number): Promise<Uint8ClampedArray> {
  const random = randomFrom(seed);
  const field = new Float32Array(FIELD_WIDTH * FIELD_HEIGHT * 3).fill(128);
  for (const { pixels, strength } of OCTAVES) {
    const layer = await noise(pixels, random);
    const factor = strength / 64;
    for (let i = 0; i < field.length; i++) field[i] += factor * (layer[i] - 128);
  }
  return Uint8ClampedArray.from(field);
}

/**
 * Draws JPEGs of 600 × 450 pixels that are as hard to decode as photographs: noise in every size, about
 * 100 kB a picture. The same ones every time.
 */
export async function drawPhotographs(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (let seed = 1; seed <= FIELD_COUNT; seed++) {
    const random = randomFrom(1000 * seed);
    const raw = { width: FIELD_WIDTH, height: FIELD_HEIGHT, channels: 3 } as const;
    const field = await drawField(seed);
    for (let cutting = 0; cutting < PICTURE_COUNT / FIELD_COUNT; cutting++) {
      const left = Math.floor((FIELD_WIDTH - WIDTH) * random());
      const top = Math.floor((FIELD_HEIGHT - HEIGHT) * random());
      const file = path.join(folder, `photo-${seed}-${cutting}.jpg`);
      const picture = sharp(field, { raw }).extract({ left, top, width: WIDTH, height: HEIGHT });
      await writeFile(file, await picture.jpeg({ quality: 90 }).toBuffer());
      paths.push(file);
    }
  }
  return paths;
}

/** The JPEGs in a folder of the reader's own, 300 of them at most. */
export async function findPhotographs(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .slice(0, PICTURE_COUNT)
    .map((name) => path.resolve(folder, name));
  if (paths.length === 0) throw new Error(`Expected JPEGs in ${folder}, got none`);
  return paths;
}
