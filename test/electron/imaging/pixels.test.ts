import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PhotoSource } from '../../../electron/imaging/operations.ts';
import { readPhoto } from '../../../electron/imaging/read.ts';
import { eyesFromSource, pixelsIn, pixelsSeen } from './eyes/from-source.ts';
import { largestDifference, noise, pixelAt, quarters } from './photos.ts';

async function featuresOf(source: PhotoSource | Buffer, thumbnail = false): Promise<Uint8Array> {
  const wanted = Buffer.isBuffer(source) ? { bytes: source } : source;
  const outcome = await readPhoto(sharp, eyesFromSource(), {
    source: wanted,
    thumbnail,
    eyes: [pixelsSeen],
  });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return pixelsIn(outcome.value);
}

function expectQuarters(features: Uint8Array) {
  const near = (column: number, row: number, wanted: number[]) =>
    pixelAt(features, column, row).forEach((value, channel) => {
      expect(Math.abs(value - (wanted[channel] ?? 0))).toBeLessThanOrEqual(4);
    });
  near(16, 16, [0xc0, 0x20, 0x20]);
  near(48, 16, [0x20, 0xa0, 0x20]);
  near(16, 48, [0x20, 0x20, 0xc0]);
  near(48, 48, [0xe0, 0xe0, 0x20]);
}

describe("the network's input", () => {
  it('is the same from a file, with a thumbnail, from bytes, and with others at work', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-pixels-'));
    const bytes = await noise(600, 450).jpeg().toBuffer();
    const file = path.join(folder, 'a.jpg');
    await writeFile(file, bytes);
    const alone = await featuresOf({ path: file });
    const [withThumbnail, fromBytes, ...others] = await Promise.all([
      featuresOf({ path: file }, true),
      featuresOf(bytes),
      ...Array.from({ length: 6 }, () => featuresOf({ path: file })),
    ]);
    await rm(folder, { recursive: true });
    for (const features of [withThumbnail, fromBytes, ...others]) expect(features).toEqual(alone);
  });

  it('is the middle of the picture, for every size what sharp itself would cut', async () => {
    const size = fc.integer({ min: 1, max: 700 });
    await fc.assert(
      fc.asyncProperty(size, size, async (width, height) => {
        const bytes = await noise(width, height).jpeg().toBuffer();
        const cut = sharp(bytes).resize(64, 64, { fit: 'cover' }).toColourspace('srgb');
        const expected = await cut.removeAlpha().raw().toBuffer();
        const features = await featuresOf(bytes);
        expect(features).toHaveLength(expected.length);
        // libvips steps from where it begins and rounds on the way, so that one size in hundreds, as
        // 107 × 103, comes out a shade or two apart.
        const apart = features.map((value, at) => Math.abs(value - expected[at]));
        expect(Math.max(...apart)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60, examples: [[107, 103]] },
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is upright for EXIF orientation %i', async (orientation) => {
    // What undoes the turn that the orientation asks for; a mirroring first, then a quarter turn.
    const stored = quarters(256, 256);
    const upright = await stored.png().toBuffer();
    const undo = sharp(upright);
    if (orientation === 2) undo.flop();
    if (orientation === 3) undo.rotate(180);
    if (orientation === 4) undo.flip();
    if (orientation === 6) undo.rotate(270);
    if (orientation === 8) undo.rotate(90);
    let turned = await undo.png().toBuffer();
    if (orientation === 5)
      turned = await sharp(await undo.rotate(270).toBuffer())
        .flip()
        .toBuffer();
    if (orientation === 7)
      turned = await sharp(await undo.rotate(90).toBuffer())
        .flip()
        .toBuffer();
    const bytes = await sharp(turned)
      .withMetadata({ orientation })
      .jpeg({ quality: 95 })
      .toBuffer();
    expect((await sharp(bytes).metadata()).orientation).toBe(orientation);
    expectQuarters(await featuresOf(bytes));
  });

  it.each([
    ['CMYK JPEG', () => quarters(256, 256).toColourspace('cmyk').jpeg({ quality: 95 })],
    ['16-bit PNG', () => quarters(256, 256).toColourspace('rgb16').png()],
    ['palette PNG', () => quarters(256, 256).png({ palette: true })],
    ['GIF', () => quarters(256, 256).gif()],
    ['WebP', () => quarters(256, 256).webp({ lossless: true })],
    ['TIFF', () => quarters(256, 256).tiff({ compression: 'lzw' })],
  ])('has the colours of a %s', async (name, make) => {
    const features = await featuresOf(await make().toBuffer());
    if (name === 'CMYK JPEG') {
      // Print cannot show these colours exactly; each quarter keeps its kind.
      const [red, green, blue] = pixelAt(features, 16, 16);
      expect(red).toBeGreaterThan(130);
      expect(Math.max(green ?? 0, blue ?? 0)).toBeLessThan(100);
    } else {
      expectQuarters(features);
    }
  });

  it('has three channels for a grey picture', async () => {
    const bytes = await quarters(100, 100).greyscale().png({ colours: 256 }).toBuffer();
    const features = await featuresOf(bytes);
    expect(features).toHaveLength(12_288);
    const [red, green, blue] = pixelAt(features, 16, 16);
    expect([green, blue]).toEqual([red, red]);
  });

  it('shows what is transparent as white', async () => {
    const create = { width: 80, height: 80, channels: 4, background: '#00000000' } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    expect(new Set(await featuresOf(bytes))).toEqual(new Set([255]));
  });

  it('is the first picture of an animation', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 70, height: 70, channels: 3, background } })
        .png()
        .toBuffer();
    const frames = await Promise.all(['#ff0000', '#00ff00', '#0000ff'].map(frame));
    for (const format of ['gif', 'webp'] as const) {
      const bytes = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer();
      expect((await sharp(bytes).metadata()).pages).toBe(3);
      const outcome = await featuresOf(bytes);
      expect(
        largestDifference(Uint8Array.from(pixelAt(outcome, 9, 9)), Uint8Array.of(255, 0, 0)),
      ).toBeLessThan(4);
    }
  });
});
