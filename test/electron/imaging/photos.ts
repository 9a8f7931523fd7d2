import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { loadDecoder } from '../../../electron/imaging/decoder.ts';

// As the app sets it up: what the decoder warns of is told with each photo and not some time later.
await loadDecoder('not needed', false);

/** A picture whose four quarters differ, so that a turn or a mirroring shows. */
export function quarters(width: number, height: number): Sharp {
  const part = (color: string, x: number, y: number) =>
    `<rect x="${x * width}" y="${y * height}" width="${width / 2}" height="${height / 2}" fill="${color}"/>`;
  const parts = [
    part('#c02020', 0, 0),
    part('#20a020', 0.5, 0),
    part('#2020c0', 0, 0.5),
    part('#e0e020', 0.5, 0.5),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten();
}

/** A picture full of detail, so that each of its rows takes many bytes. */
export function noise(width: number, height: number): Sharp {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
}

/** Red, green and blue of the pixel at a column and row of 64. */
export function pixelAt(features: Uint8Array, column: number, row: number): number[] {
  return [...features.subarray((row * 64 + column) * 3, (row * 64 + column) * 3 + 3)];
}

/** The largest difference between two inputs. */
export function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? Infinity))),
    0,
  );
}
