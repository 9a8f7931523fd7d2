import type { Outcome } from '../contract.ts';
import { background, decode, ownBytes } from './decode.ts';
import type { Decoder } from './decoder.ts';
import type { PhotoSource } from './operations.ts';
import { decoderProblem } from './problems.ts';
import { readSource } from './source.ts';

/** A JPEG for the one-photo view: upright, sRGB, longest edge at most `longestEdge` pixels. */
export const renderPhoto = async (
  decoder: Decoder,
  source: PhotoSource,
  longestEdge: number,
): Promise<Outcome<Uint8Array>> => {
  const read = await readSource(source);
  if (!read.ok) return read;
  try {
    const encoded = await decode(decoder, read.value.bytes)
      .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .toBuffer();
    return { ok: true, value: ownBytes(encoded) };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error, read.value.bytes) };
  }
};
