import type { Outcome } from '../contract.ts';
import { BACKGROUND, decode, ownBytes } from './decode.ts';
import type { Decoder } from './decoder.ts';
import type { PhotoSource } from './operations.ts';
import { withPicture } from './picture.ts';
import { readSource } from './source.ts';

/** A JPEG for the one-photo view: upright, sRGB, longest edge at most `longestEdge` pixels. */
export async function renderPhoto(
  decoder: Decoder,
  source: PhotoSource,
  longestEdge: number,
): Promise<Outcome<Uint8Array>> {
  const read = await readSource(source);
  if (!read.ok) return read;
  return withPicture(decoder, read.value.bytes, longestEdge, async ({ bytes }) => {
    const encoded = await decode(decoder, bytes)
      .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: BACKGROUND })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .toBuffer();
    return { ok: true, value: ownBytes(encoded) };
  });
}
