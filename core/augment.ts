import type { NumpyRandom } from './random.ts';

/** Pixels that a picture of 64 × 64 is shifted at most, in proportion for others. */
const SHIFT = 6 / 64;

/**
 * Writes a version of `picture` (edge × edge × 3 bytes) into `out`: mirrored or not, shifted with its border
 * repeated, lighter or darker.
 */
export function augmentPicture(
  out: Uint8Array,
  picture: Uint8Array,
  edge: number,
  random: NumpyRandom,
): void {
  const isMirrored = random.rand() < 0.5;
  const reach = Math.round(edge * SHIFT);
  const [right, down] = [random.randint(-reach, reach + 1), random.randint(-reach, reach + 1)];
  const [contrast, light] = [0.8 + 0.4 * random.rand(), 40 * random.rand() - 20];
  const within = (place: number) => Math.max(0, Math.min(edge - 1, place));
  for (let y = 0, i = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++, i += 3) {
      const column = within((isMirrored ? edge - 1 - x : x) + right);
      const from = 3 * (within(y + down) * edge + column);
      for (let c = 0; c < 3; c++) {
        out[i + c] = Math.max(0, Math.min(255, Math.round(picture[from + c]! * contrast + light)));
      }
    }
  }
}
