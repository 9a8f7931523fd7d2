import type { FloatArray } from '../../tensor/matrix.ts';

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
  for (let y = 0; y < edge; y++) {
    for (let v = 0; v < 3; v++) {
      const out = (y * edge * PATCH + 3 * v) * channels;
      const row = y + v - 1;
      if (row < 0 || row >= edge) clearRow(patches, out, edge, channels);
      else gatherRow(patches, out, A, row * edge * channels, edge, channels);
    }
  }
}

/** The part of one row of pixels, from `start` in A, in the patches of all places above, in or below it. */
function gatherRow(
  patches: FloatArray,
  out: number,
  A: FloatArray,
  start: number,
  edge: number,
  channels: number,
): void {
  const width = 3 * channels;
  const step = PATCH * channels;
  const last = out + (edge - 1) * step;
  for (let i = 0; i < channels; i++) {
    patches[out + i] = 0;
    patches[last + 2 * channels + i] = 0;
  }
  // The first and the last place lack a neighbour.
  for (let i = channels; i < width && i < (edge + 1) * channels; i++) {
    patches[out + i] = A[start + i - channels]!;
  }
  if (edge === 1) return;
  let from = start;
  for (let to = out + step; to < last; to += step, from += channels) {
    for (let i = 0; i < width; i++) patches[to + i] = A[from + i]!;
  }
  for (let i = 0; i < 2 * channels; i++) patches[last + i] = A[from + i]!;
}

function clearRow(patches: FloatArray, out: number, edge: number, channels: number): void {
  const end = out + edge * PATCH * channels;
  for (let to = out; to < end; to += PATCH * channels) {
    for (let i = 0; i < 3 * channels; i++) patches[to + i] = 0;
  }
}
