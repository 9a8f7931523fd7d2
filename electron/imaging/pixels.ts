import { background, decode } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';
import { edge, featureCount } from './recipe.ts';

const channels = 3;

/**
 * A picture so much longer than wide is cut inside the decoder, for its whole length would not fit in
 * memory once its short side is scaled up.
 */
const longest = 50;

/** The 64×64 square in the middle of a larger picture of `width` × `height`. */
const middleOf = (pixels: Buffer, { width, height }: Size): Uint8Array => {
  const left = (width - edge + 1) >> 1;
  const top = (height - edge + 1) >> 1;
  const middle = new Uint8Array(featureCount);
  for (let row = 0; row < edge; row++) {
    const start = ((top + row) * width + left) * channels;
    middle.set(pixels.subarray(start, start + edge * channels), row * edge * channels);
  }
  return middle;
};

/**
 * The network's input (`recipe`): 64×64 pixels of red, green and blue, row by row, each 0 to 255; upright,
 * sRGB, transparency on white, scaled to cover the square and cut to its middle. Training and classifying
 * both use this and nothing else.
 *
 * @param size - The picture's size as `measure` gives it.
 */
export const pixels = async (
  decoder: Decoder,
  bytes: Buffer,
  { width, height }: Size,
): Promise<Uint8Array> => {
  // What the decoder cuts off it does not decode, and so would not notice that it is missing.
  const cutHere = Math.max(width, height) <= longest * Math.min(width, height);
  const { data, info } = await decode(decoder, bytes)
    .resize(edge, edge, { fit: cutHere ? 'outside' : 'cover', kernel: 'lanczos3' })
    .flatten({ background })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels || data.length !== info.width * info.height * channels) {
    throw new Error(`Expected ${channels} channels, got ${info.channels}`);
  }
  return middleOf(data, info);
};
