/** How many steps of hue, saturation and value are told apart. */
export interface ColourSteps {
  hues: number;
  saturations: number;
  values: number;
}

/**
 * The colour of each pixel of a picture (red, green and blue as bytes) as one of hues · saturations · values
 * kinds. With the largest channel M, the smallest m and C = M − m, all of 255:
 *
 *     value = M,   saturation = C / M (0 where M is),   hue = 1/6 · (G − B)/C         where M is R,
 *                                                             1/6 · (2 + (B − R)/C)   where M is G,
 *                                                             1/6 · (4 + (R − G)/C)   where M is B,
 *
 * hue mod 1, 0 where C is; each from 0 to 1 is cut into equal steps, and the kind is
 * (step of hue · saturations + step of saturation) · values + step of value.
 *
 * Source: Smith, "Color Gamut Transform Pairs" (1978).
 */
export function colourKinds(
  picture: Uint8Array,
  { hues, saturations, values }: ColourSteps,
): Uint8Array {
  const kinds = new Uint8Array(picture.length / 3);
  for (let i = 0; i < kinds.length; i++) {
    const red = picture[3 * i];
    const green = picture[3 * i + 1];
    const blue = picture[3 * i + 2];
    const most = Math.max(red, green, blue);
    const colourfulness = most - Math.min(red, green, blue);
    const saturation = most === 0 ? 0 : colourfulness / most;
    const hue = stepOf(hueOf(red, green, blue, most, colourfulness), hues);
    kinds[i] =
      (hue * saturations + stepOf(saturation, saturations)) * values + stepOf(most / 255, values);
  }
  return kinds;
}

function stepOf(share: number, steps: number): number {
  return Math.min(steps - 1, Math.floor(share * steps));
}

function hueOf(red: number, green: number, blue: number, most: number, range: number): number {
  if (range === 0) return 0;
  if (most === red) return (((green - blue) / range + 6) % 6) / 6;
  if (most === green) return (2 + (blue - red) / range) / 6;
  return (4 + (red - green) / range) / 6;
}
