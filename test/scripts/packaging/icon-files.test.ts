import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

function icon(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../../resources/icons/${name}`, import.meta.url)));
}

function pixelsOf(png: Buffer) {
  return sharp(png).ensureAlpha().raw().toBuffer();
}

describe('the icon for Windows', () => {
  const file = icon('icon.ico');
  const images = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = file.readUInt32LE(at + 12);
    const bytes = file.subarray(offset, offset + file.readUInt32LE(at + 8));
    return { size: file[at] === 0 ? 256 : (file[at] ?? 0), bytes, end: offset + bytes.length };
  });

  test('has every size that Windows shows, each whole, one after the other', () => {
    expect(file.readUInt32BE(0)).toBe(0x00000100);
    expect(images.map(({ size }) => size)).toEqual([16, 32, 48, 64, 256]);
    expect(images.at(-1)?.end).toBe(file.length);
  });

  test('shows the same pixels as the PNG of that size', async () => {
    for (const { size, bytes } of images) {
      const expected = await pixelsOf(icon(`${size}x${size}.png`));
      if (size === 256) {
        expect(await pixelsOf(bytes)).toEqual(expected);
        continue;
      }
      expect([bytes.readInt32LE(4), bytes.readInt32LE(8)]).toEqual([size, size * 2]);
      const shown = Buffer.alloc(expected.length);
      for (let at = 0; at < expected.length; at += 4) {
        const row = Math.floor(at / 4 / size);
        const from = 40 + ((size - 1 - row) * size + ((at / 4) % size)) * 4;
        const [blue, green, red, opacity] = bytes.subarray(from, from + 4);
        shown.set([red ?? 0, green ?? 0, blue ?? 0, opacity ?? 0], at);
      }
      expect(shown.equals(expected)).toBe(true);
    }
  });
});

test('the icon for macOS has a PNG of the right size under each of its names', async () => {
  const file = icon('icon.icns');
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const sizes: Record<string, number | undefined> = {};
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
    sizes[file.toString('latin1', at, at + 4)] = (await sharp(png).metadata()).width;
  }
  expect(sizes).toEqual({
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic10: 1024,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  });
});
