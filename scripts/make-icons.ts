/** Renders `resources/icon.svg` to what windows, taskbars and installers ask for: PNG, ICO and ICNS. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { IconImage } from './packaging/icon-files.ts';
import { macIcon, macSizes, windowsIcon } from './packaging/icon-files.ts';

const SIZES = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 32, 48, 64, 256];

const RESOURCES = join(import.meta.dirname, '..', 'resources');
const ICONS = join(RESOURCES, 'icons');
const svg = await readFile(join(RESOURCES, 'icon.svg'));

async function draw(size: number): Promise<IconImage> {
  // Drawn at the size itself, not scaled down from pixels: small icons stay crisp.
  const drawn = sharp(svg, { density: (72 * size) / 512 }).resize(size, size);
  return {
    size,
    png: await drawn.clone().png({ compressionLevel: 9 }).toBuffer(),
    rgba: await drawn.clone().ensureAlpha().raw().toBuffer(),
  };
}

await mkdir(ICONS, { recursive: true });
for (const size of SIZES) {
  await writeFile(join(ICONS, `${size}x${size}.png`), (await draw(size)).png);
}
await writeFile(
  join(ICONS, 'icon.ico'),
  windowsIcon(await Promise.all(WINDOWS_SIZES.map((size) => draw(size)))),
);
await writeFile(
  join(ICONS, 'icon.icns'),
  macIcon(await Promise.all(macSizes.map((size) => draw(size)))),
);
console.log(
  `Wrote ${SIZES.length} icons, ${SIZES.join(', ')} pixels, and those for Windows and macOS.`,
);
