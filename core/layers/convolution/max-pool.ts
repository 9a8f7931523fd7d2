import type { FloatArray } from '../../tensor/matrix.ts';

/**
 * The largest of each 2 × 2 places, channel by channel; a last odd row or column is left out. Shapes:
 * Z (channels, edge²), A (channels, half²) with half = ⌊edge / 2⌋. `winners`, shaped as A, holds where in Z
 * each value came from; of equals the first.
 */
export function maxPoolForward(
  A: FloatArray,
  winners: Uint32Array,
  Z: FloatArray,
  edge: number,
  channels: number,
): void {
  const half = edge >> 1;
  const row = edge * channels;
  let out = 0;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const start = 2 * (y * row + x * channels);
      for (let at = start; at < start + channels; at++, out++) {
        let winner = at;
        let largest = Z[at];
        if (Z[at + channels] > largest) largest = Z[(winner = at + channels)]!;
        if (Z[at + row] > largest) largest = Z[(winner = at + row)]!;
        if (Z[at + row + channels] > largest) largest = Z[(winner = at + row + channels)]!;
        A[out] = largest;
        winners[out] = winner;
      }
    }
  }
}

/** dZ[winner] = dA, and 0 for all that did not win. Shapes as in `maxPoolForward`. */
export function maxPoolBackward(dZ: FloatArray, dA: FloatArray, winners: Uint32Array): void {
  dZ.fill(0);
  for (let i = 0; i < winners.length; i++) dZ[winners[i]] = dA[i]!;
}
