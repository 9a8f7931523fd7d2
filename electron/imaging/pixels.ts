import { BACKGROUND, decode } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';

const CHANNELS = 3;

/**
 * A picture so much longer than wide is cut inside the decoder, for its whole length would not fit in
 * memory once its short side is scaled up.
 */
const LONGEST = 50;

/** The part of the size `target` in the middle of a larger picture of `width` × `height`. */
function middleOf(pixels: Buffer, { width, height }: Size, target: Size): Uint8Array {
  const left = (width - target.width + 1) >> 1;
  const top = (height - target.height + 1) >> 1;
  const rowLength = target.width * CHANNELS;
  const middle = new Uint8Array(target.height * rowLength);
  for (let row = 0; row < target.height; row++) {
    const start = ((top + row) * width + left) * CHANNELS;
    middle.set(pixels.subarray(start, start + rowLength), row * rowLength);
  }
  return middle;
}

/**
 * What every eye is shown: pixels of red, green and blue, row by row, each 0 to 255; upright, sRGB,
 * transparency on white, scaled to cover the target's size and cut to its middle. Training and
 * classifying both use this and nothing else.
 *
 * @param size - The picture's size as `measure` gives it.
 * @param target - The size that an eye wants.
 */
export async function pixels(
  decoder: Decoder,
  bytes: Buffer,
  { width, height }: Size,
  target: Size,
): Promise<Uint8Array> {
  // What the decoder cuts off it does not decode, and so would not notice that it is missing.
  const cutHere = Math.max(width, height) <= LONGEST * Math.min(width, height);
  const { data, info } = await decode(decoder, bytes)
    .resize(target.width, target.height, { fit: cutHere ? 'outside' : 'cover', kernel: 'lanczos3' })
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== CHANNELS || data.length !== info.width * info.height * CHANNELS) {
    throw new Error(`Expected ${CHANNELS} channels, got ${info.channels}`);
  }
  return middleOf(data, info, target);
}
