/** Kinds that `binaryPatterns` tells apart: 58 uniform patterns, and one for all others. */
export const PATTERN_COUNT = 59;

/** The eight neighbours of a pixel, counter-clockwise from the right. */
const NEIGHBOURS = [
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
] as const;

/** Lightness of each pixel, 1000 · (0.299 R + 0.587 G + 0.114 B): whole, so that comparing it is exact. */
export function lightnessOf(picture: Uint8Array): Int32Array {
  const lightness = new Int32Array(picture.length / 3);
  for (let i = 0; i < lightness.length; i++) {
    lightness[i] = 299 * picture[3 * i] + 587 * picture[3 * i + 1] + 114 * picture[3 * i + 2];
  }
  return lightness;
}

/** A picture half as wide and high: sums of 2 × 2 pixels, so that whole numbers stay whole. */
export function halve(lightness: Int32Array, edge: number): Int32Array {
  const half = edge >> 1;
  const sums = new Int32Array(half * half);
  for (let y = 0, i = 0; y < half; y++) {
    for (let x = 0; x < half; x++, i++) {
      const at = 2 * y * edge + 2 * x;
      const upper = lightness[at] + lightness[at + 1];
      sums[i] = upper + lightness[at + edge] + lightness[at + edge + 1];
    }
  }
  return sums;
}

/**
 * Local binary patterns: what the surroundings of each pixel look like, in fur as on a smooth wall. With the
 * lightness g of a pixel and g₀ … g₇ of its neighbours, counter-clockwise from the right, the pattern is
 *
 *     b = Σ 2ᵏ · [gₖ ≥ g].
 *
 * It does not change when the picture gets lighter or darker. A pattern is uniform when going once around
 * meets at most two changes between 0 and 1: flat spots, edges, corners, ends of lines. There are 58 of them,
 * numbered in the order of b from 0; all others are 58. Pixels at the border have no pattern, so the answer
 * has (edge − 2)² numbers, row by row.
 *
 * Source: Ojala, Pietikäinen and Mäenpää, "Multiresolution Gray-Scale and Rotation Invariant Texture
 * Classification with Local Binary Patterns" (2002), on the square ring of neighbours.
 */
export function binaryPatterns(lightness: Int32Array, edge: number): Uint8Array {
  const inner = edge - 2;
  const steps = Int32Array.from(NEIGHBOURS, ([down, right]) => down * edge + right);
  const patterns = new Uint8Array(inner * inner);
  for (let y = 1, i = 0; y <= inner; y++) {
    for (let x = 1; x <= inner; x++, i++) {
      const at = y * edge + x;
      const middle = lightness[at];
      let pattern = 0;
      // The sign of the difference, without a branch that nobody could foretell.
      for (let k = 0; k < 8; k++) pattern |= ((middle - 1 - lightness[at + steps[k]]) >>> 31) << k;
      patterns[i] = UNIFORM[pattern]!;
    }
  }
  return patterns;
}

/** The number of each of the 256 patterns. */
const UNIFORM = numberPatterns();

function numberPatterns(): Uint8Array {
  let next = 0;
  return Uint8Array.from({ length: 256 }, (_, pattern) => {
    const turned = (pattern >> 1) | ((pattern & 1) << 7);
    const changes = (pattern ^ turned).toString(2).replaceAll('0', '').length;
    return changes <= 2 ? next++ : PATTERN_COUNT - 1;
  });
}
