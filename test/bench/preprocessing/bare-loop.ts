// Plain Node and sharp, nothing else: the same operations on the same files as the app's imaging
// process, as many at a time. Told which files by its parent, it answers with the milliseconds.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

export interface Order {
  paths: string[];
  atATime: number;
}

sharp.concurrency(1);
sharp.cache(false);

function decode(bytes: Buffer) {
  return sharp(bytes, { pages: 1, failOn: 'truncated', sequentialRead: true, autoOrient: true });
}

async function readOne(path: string): Promise<number> {
  const bytes = await readFile(path);
  await decode(bytes).metadata();
  const pixels = await decode(bytes)
    .resize(64, 64, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  createHash('sha256').update(bytes).digest('hex');
  return pixels.length;
}

async function readAll({ paths, atATime }: Order): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    while (next < paths.length) await readOne(paths[next++]);
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return performance.now() - begun;
}

process.on('message', (order: Order) => {
  void readAll(order).then((milliseconds) => process.send?.(milliseconds));
});
