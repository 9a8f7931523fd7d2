import type { FloatArray } from '../matrix.ts';

/** Values that a filter of 3 × 3 sees of each channel. */
export const PATCH = 9;

/**
 * What a filter of 3 × 3 sees at each place of a square map (im2col).
 *
 * A is (channels, edge²): one column a pixel, row after row of the picture, as RGB bytes lie. `patches` is
 * (9 · channels, edge²): column y·edge + x holds the channels of the pixels (y−1…y+1, x−1…x+1), row after
 * row, zeros where these lie outside (padding 1).
 */
export function gatherPatches(
  patches: FloatArray,
  A: FloatArray,
  edge: number,
  channels: number,
): void {
  const width = 3 * channels;
  let out = 0;
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const first = x === 0 ? channels : 0;
      const last = x === edge - 1 ? width - channels : width;
      for (let row = y - 1; row <= y + 1; row++, out += width) {
        if (row < 0 || row >= edge) {
          for (let i = 0; i < width; i++) patches[out + i] = 0;
          continue;
        }
        const start = (row * edge + x - 1) * channels;
        for (let i = 0; i < first; i++) patches[out + i] = 0;
        for (let i = first; i < last; i++) patches[out + i] = A[start + i]!;
        for (let i = last; i < width; i++) patches[out + i] = 0;
      }
    }
  }
}
