import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhoto } from '../../../../electron/imaging/read.ts';
import { renderPhoto } from '../../../../electron/imaging/render.ts';
import { eyesFromSource, pixelsIn, pixelsSeen } from '../eyes/from-source.ts';
import { pixelAt, quarters } from '../photos.ts';
import { composeHeif } from './compose.ts';

const eyes = eyesFromSource();

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}.heic`, import.meta.url));
}

function read(bytes: Buffer, looked = true) {
  return readPhoto(sharp, eyes, {
    source: { bytes },
    thumbnail: true,
    eyes: looked ? [pixelsSeen] : [],
  });
}

async function readWell(bytes: Buffer, looked = true) {
  const outcome = await read(bytes, looked);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}

const COLOURS = {
  red: [0xc0, 0x20, 0x20],
  green: [0x20, 0xa0, 0x20],
  blue: [0x20, 0x20, 0xc0],
  yellow: [0xe0, 0xe0, 0x20],
};

/** The colours in the middles of the four quarters, by their names. */
function quartersIn(pixels: Uint8Array): string[] {
  return [
    [16, 16],
    [48, 16],
    [16, 48],
    [48, 48],
  ].map(([column = 0, row = 0]) => {
    const at = pixelAt(pixels, column, row);
    const known = Object.entries(COLOURS).find(([, colour]) =>
      colour.every((value, channel) => Math.abs(value - (at[channel] ?? 0)) <= 6),
    );
    return known?.[0] ?? at.join(' ');
  });
}

const UPRIGHT = ['red', 'green', 'blue', 'yellow'];

describe('a HEIC photo', () => {
  it.each(['quarters', 'ten-bits', 'display-p3'])('is read: %s', async (name) => {
    const photo = await readWell(fixture(name));
    expect(photo).toMatchObject({ width: 320, height: 240, note: null });
    expect(quartersIn(pixelsIn(photo))).toEqual(UPRIGHT);
    const small = await sharp(photo.thumbnail ?? undefined).metadata();
    expect(small).toMatchObject({ width: 320, height: 240, format: 'jpeg' });
  });

  it('is rendered for the one-photo view', async () => {
    const outcome = await renderPhoto(sharp, { bytes: fixture('quarters') }, 2048);
    const view = await sharp(outcome.ok ? outcome.value : undefined).metadata();
    expect(view).toMatchObject({ width: 320, height: 240 });
  });

  it('is seen on white where it is transparent', async () => {
    const pixels = pixelsIn(await readWell(fixture('see-through')));
    const [red = 0, green = 0, blue = 0] = pixelAt(pixels, 16, 16);
    expect(Math.abs(red - (0xc0 + 0xff) / 2)).toBeLessThanOrEqual(6);
    expect(Math.abs(green - (0x20 + 0xff) / 2)).toBeLessThanOrEqual(6);
    expect(Math.abs(blue - (0x20 + 0xff) / 2)).toBeLessThanOrEqual(6);
  });

  it('is turned as the file says', async () => {
    const tiles = [fixture('quarters')];
    const left = composeHeif({ tiles, width: 320, height: 240, turns: 1 });
    const photo = await readWell(left);
    expect(photo).toMatchObject({ width: 240, height: 320 });
    expect(quartersIn(pixelsIn(photo))).toEqual(['green', 'yellow', 'red', 'blue']);
  });

  it('is put together from its tiles', async () => {
    const tiles = [fixture('quarters'), fixture('grey')];
    const photo = await readWell(
      composeHeif({ tiles, width: 640, height: 480, columns: 2, rows: 2 }),
    );
    expect(photo).toMatchObject({ width: 640, height: 480 });
    const pixels = pixelsIn(photo);
    expect(pixelAt(pixels, 48, 16)).toEqual([128, 128, 128]);
    expect(pixelAt(pixels, 3, 40).map((value) => Math.round(value / 32))).toEqual([6, 1, 1]);
  });

  it('has the colours that it names', async () => {
    const tiles = [fixture('quarters')];
    const named = async (primaries: number, transfer: number) =>
      pixelAt(
        pixelsIn(
          await readWell(
            composeHeif({ tiles, width: 320, height: 240, colours: [primaries, transfer] }),
          ),
        ),
        48,
        16,
      );
    expect(await named(1, 13)).toEqual(
      pixelAt(pixelsIn(await readWell(fixture('quarters'))), 48, 16),
    );
    // The same numbers in Display P3, as sharp has them with its own profile of it.
    const untagged = await quarters(320, 240).raw().toBuffer();
    const raw = { width: 320, height: 240, channels: 3 } as const;
    const tagged = await sharp(untagged, { raw }).png().withIccProfile('p3').toBuffer();
    const expected = await sharp(tagged).metadata();
    expect(expected.icc).toBeDefined();
    const [red = 0, green = 0] = await named(12, 13);
    expect(red).toBeLessThan(12);
    expect(green).toBeGreaterThan(160);
    // In the curve of PQ the same numbers are far brighter than white, or nearly black.
    const [, bright = 0] = await named(9, 16);
    expect(bright).toBeGreaterThan(230);
  });

  it('has its small picture used where that is enough, and no eye sees that', async () => {
    const bytes = composeHeif({
      ...{ tiles: [fixture('quarters')], width: 640, height: 480, columns: 2, rows: 2 },
      small: { file: fixture('grey'), width: 320, height: 240 },
    });
    const alone = await readWell(bytes, false);
    expect(alone).toMatchObject({ width: 640, height: 480 });
    const small = await sharp(alone.thumbnail ?? undefined).stats();
    expect(small.dominant.r).toBe(small.dominant.b);
    expect(small.channels[0]?.stdev).toBeLessThan(2);
    const seen = pixelsIn(await readWell(bytes));
    expect(seen.reduce((most, value) => Math.max(most, value), 0)).toBeGreaterThan(200);
    const view = await renderPhoto(sharp, { bytes }, 640);
    expect((await sharp(view.ok ? view.value : undefined).metadata()).width).toBe(640);
  });

  it('of 12 megapixels is read', async () => {
    const tiles = [fixture('quarters')];
    const bytes = composeHeif({ tiles, width: 4160, height: 3120, columns: 13, rows: 13 });
    expect(await readWell(bytes)).toMatchObject({ width: 4160, height: 3120 });
  });

  it('is read among many others, each as it is', async () => {
    const names = Array.from({ length: 9 }, (_, index) => (index % 3 === 1 ? 'grey' : 'quarters'));
    const photos = await Promise.all(names.map((name) => readWell(fixture(name))));
    expect(photos.map((photo) => quartersIn(pixelsIn(photo))[0])).toEqual(
      names.map((name) => (name === 'grey' ? '128 128 128' : 'red')),
    );
  });
});

describe('a HEIC photo that cannot be read', () => {
  it('is damaged where it was cut or written over', async () => {
    const whole = fixture('detail');
    const cut = await read(whole.subarray(0, whole.length >> 1));
    expect(cut).toMatchObject({ problem: { code: 'truncated' } });
    const [zeros, others] = [Buffer.from(whole), Buffer.from(whole)];
    zeros.fill(0, whole.length - 900, whole.length);
    others.fill(0x55, whole.length >> 1, (whole.length >> 1) + 40);
    for (const bytes of [zeros, others]) {
      expect(await read(bytes)).toMatchObject({ problem: { code: 'damaged' } });
    }
    const tiles = [fixture('quarters'), zeros];
    const grid = composeHeif({ tiles, width: 1024, height: 512, columns: 2, rows: 1 });
    expect(await read(grid)).toMatchObject({ problem: { code: 'damaged' } });
    const empty = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    expect(await read(empty)).toMatchObject({ problem: { code: 'damaged' } });
  });

  it('is too large where it claims more pixels than fit', async () => {
    const tiles = [fixture('grey')];
    const bytes = composeHeif({ tiles, width: 320 * 40, height: 240 * 40, columns: 40, rows: 40 });
    expect(await read(bytes)).toMatchObject({ problem: { code: 'too-large' } });
  });
});
