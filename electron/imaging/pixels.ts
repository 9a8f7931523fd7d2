import { background, decode } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';

const channels = 3;

/**
 * A picture so much longer than wide is cut inside the decoder, for its whole length would not fit in
 * memory once its short side is scaled up.
 */
const longest = 50;

/** The part of the size `target` in the middle of a larger picture of `width` × `height`. */
const middleOf = (pixels: Buffer, { width, height }: Size, target: Size): Uint8Array => {
  const left = (width - target.width + 1) >> 1;
  const top = (height - target.height + 1) >> 1;
  const rowLength = target.width * channels;
  const middle = new Uint8Array(target.height * rowLength);
  for (let row = 0; row < target.height; row++) {
    const start = ((top + row) * width + left) * channels;
    middle.set(pixels.subarray(start, start + rowLength), row * rowLength);
  }
  return middle;
};

/**
 * What every eye is shown: pixels of red, green and blue, row by row, each 0 to 255; upright, sRGB,
 * transparency on white, scaled to cover the target's size and cut to its middle. Training and
 * classifying both use this and nothing else.
 *
 * @param size - The picture's size as `measure` gives it.
 * @param target - The size that an eye wants.
 */
export const pixels = async (
  decoder: Decoder,
  bytes: Buffer,
  { width, height }: Size,
  target: Size,
): Promise<Uint8Array> => {
  // What the decoder cuts off it does not decode, and so would not notice that it is missing.
  const cutHere = Math.max(width, height) <= longest * Math.min(width, height);
  const { data, info } = await decode(decoder, bytes)
    .resize(target.width, target.height, { fit: cutHere ? 'outside' : 'cover', kernel: 'lanczos3' })
    .flatten({ background })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels || data.length !== info.width * info.height * channels) {
    throw new Error(`Expected ${channels} channels, got ${info.channels}`);
  }
  return middleOf(data, info, target);
};
