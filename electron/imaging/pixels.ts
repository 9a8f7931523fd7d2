import type { Sharp } from 'sharp';
import type { Decoder } from './decoder.ts';
import { mostPixels } from './problems.ts';
import { edge } from './recipe.ts';

/** Transparent parts are seen on this colour. */
const behind = '#ffffff';

/**
 * A decoder over a file's bytes: the first picture of several, upright, and failing on damage that
 * would otherwise be filled with grey.
 */
export const decode = (decoder: Decoder, bytes: Buffer): Sharp =>
  decoder(bytes, {
    pages: 1,
    failOn: 'truncated',
    limitInputPixels: mostPixels,
    sequentialRead: true,
    autoOrient: true,
  });

/**
 * The network's input, 64×64 pixels of red, green and blue, row by row, each 0 to 255: upright, sRGB,
 * transparency on white, scaled to cover the square and cut at its middle. Training and classifying
 * both call this and nothing else; any change here is a new version of the recipe.
 */
export const pixels = async (decoder: Decoder, bytes: Buffer): Promise<Uint8Array> => {
  const data = await decode(decoder, bytes)
    .resize(edge, edge, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
    .flatten({ background: behind })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  if (data.length !== edge * edge * 3) {
    throw new Error(`Expected ${edge * edge * 3} values, got ${data.length}`);
  }
  return new Uint8Array(data);
};

/** A small picture for the grid: upright, longest edge at most 320 pixels. */
export const thumbnail = async (decoder: Decoder, bytes: Buffer): Promise<Uint8Array> =>
  new Uint8Array(
    await decode(decoder, bytes)
      .resize(320, 320, { fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: true })
      .flatten({ background: behind })
      .toColourspace('srgb')
      .jpeg({ quality: 78 })
      .toBuffer(),
  );

/** The picture for the one-photo view: upright, longest edge at most `longestEdge` pixels. */
export const large = async (
  decoder: Decoder,
  bytes: Buffer,
  longestEdge: number,
): Promise<Uint8Array> =>
  new Uint8Array(
    await decode(decoder, bytes)
      .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: behind })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .toBuffer(),
  );
