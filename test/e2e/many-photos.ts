import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

/** Writes small photos `photo-<first>.jpg` …; the content goes with the number. */
export async function writePhotos(folder: string, count: number, first = 1): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let number = first; number < first + count; number += 1) {
    const background = { r: number % 256, g: (number * 7) % 256, b: Math.floor(number / 256) };
    await sharp({ create: { width: 640, height: 480, channels: 3, background } })
      .jpeg()
      .toFile(path.join(folder, `photo-${number}.jpg`));
  }
}
