import { BACKGROUND, decode, ownBytes } from './decode.ts';
import type { Decoder } from './decoder.ts';

/** Pixels along the longest edge. */
export const THUMBNAIL_EDGE = 320;

/** A small JPEG for the grid: upright, sRGB, never larger than the picture itself. */
export async function thumbnail(decoder: Decoder, bytes: Buffer): Promise<Uint8Array> {
  const encoded = await decode(decoder, bytes)
    .resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    // A thirtieth smaller would take an eighth longer.
    .jpeg({ quality: 78, optimiseCoding: false })
    .toBuffer();
  return ownBytes(encoded);
}
