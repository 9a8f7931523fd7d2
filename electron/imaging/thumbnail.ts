import { createHash } from 'node:crypto';
import { BACKGROUND, decode, ownBytes } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';

/** Pixels along the longest edge. */
export const THUMBNAIL_EDGE = 320;

export interface Thumbnail {
  /** JPEG. */
  thumbnail: Uint8Array;
  /** SHA-256 of the picture's size and of the thumbnail's pixels before they became a JPEG. */
  pixelHash: string;
}

/** A small JPEG for the grid: upright, sRGB, never larger than the picture itself. */
export async function thumbnail(
  decoder: Decoder,
  bytes: Buffer,
  { width, height }: Size,
): Promise<Thumbnail> {
  const { data, info } = await decode(decoder, bytes)
    .resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const pixels = ownBytes(data);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const encoded = await decoder(pixels, { raw })
    // A thirtieth smaller would take an eighth longer.
    .jpeg({ quality: 78, optimiseCoding: false })
    .toBuffer();
  const hash = createHash('sha256')
    .update(`${width} × ${height} × ${info.channels}\n`)
    .update(pixels);
  return { thumbnail: ownBytes(encoded), pixelHash: hash.digest('hex') };
}
