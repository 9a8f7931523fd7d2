/** Renders `resources/icon.svg` to the PNG sizes that windows, taskbars and installers ask for. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const SIZES = [16, 32, 48, 64, 128, 256, 512];

const resources = join(import.meta.dirname, '..', 'resources');
const svg = await readFile(join(resources, 'icon.svg'));
await mkdir(join(resources, 'icons'), { recursive: true });

for (const size of SIZES) {
  // Drawn at the size itself, not scaled down from pixels: small icons stay crisp.
  const density = (72 * size) / 512;
  const file = join(resources, 'icons', `${size}x${size}.png`);
  await sharp(svg, { density }).resize(size, size).png({ compressionLevel: 9 }).toFile(file);
}
console.log(`Wrote ${SIZES.length} icons, ${SIZES.join(', ')} pixels.`);
