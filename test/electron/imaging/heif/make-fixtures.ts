// Makes the HEIF pictures in `fixtures/`, drawn here: `node test/electron/imaging/heif/make-fixtures.ts`.
// It needs heif-enc, on Debian `apt-get install libheif-examples` (1.15), which nothing else here does.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { quarters } from '../photos.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const FOLDER = mkdtempSync(path.join(tmpdir(), 'purrceptron-heif-'));

/** A picture full of the detail that photos have, the same at every run. */
function detail(edge: number): Sharp {
  const samples = Buffer.alloc((edge / 4) ** 2 * 3);
  let state = 7;
  for (let index = 0; index < samples.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    samples[index] = state >>> 24;
  }
  const raw = { width: edge / 4, height: edge / 4, channels: 3 } as const;
  return sharp(samples, { raw }).resize(edge, edge, { kernel: 'cubic' });
}

const GREY = { create: { width: 320, height: 240, channels: 3, background: '#808080' } } as const;

const drawn: [name: string, picture: Sharp, options: string[]][] = [
  ['quarters', quarters(320, 240), ['-p', 'chroma=444']],
  ['ten-bits', quarters(320, 240).toColourspace('rgb16'), ['-b', '10']],
  ['display-p3', quarters(320, 240).withIccProfile('p3'), []],
  ['see-through', quarters(320, 240).ensureAlpha(0.5), []],
  ['grey', sharp(GREY), ['-p', 'chroma=444']],
  ['detail', detail(512), ['-q', '50']],
];

for (const [name, picture, options] of drawn) {
  const png = path.join(FOLDER, `${name}.png`);
  await picture.png().toFile(png);
  const to = path.join(FIXTURES, `${name}.heic`);
  execFileSync('heif-enc', ['-q', '90', ...options, png, '-o', to]);
}
rmSync(FOLDER, { recursive: true });
