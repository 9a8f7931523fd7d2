import type { EyeId, Outcome } from '../contract.ts';
import { measure } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';
import type { Eyes } from './eyes/eyes.ts';
import type { EyeReference, Features, ReadPhoto, ReadRequest } from './operations.ts';
import { decoderProblem } from './problems.ts';
import { contentHashOf, readSource } from './source.ts';
import { thumbnail } from './thumbnail.ts';

/** What a photo looks like through each of some eyes, or what is wrong with one of them. */
const lookThrough = async (
  eyes: Eyes,
  wanted: EyeReference[],
  ...photo: [decoder: Decoder, bytes: Buffer, size: Size]
): Promise<Outcome<Record<EyeId, Features>>> => {
  const features: Record<EyeId, Features> = {};
  for (const eye of wanted) {
    const looked = await eyes.look(eye, ...photo);
    if (!looked.ok) return looked;
    features[eye.id] = looked.value;
  }
  return { ok: true, value: features };
};

/**
 * Reads the file once and makes what is wanted of it. The small picture and what each eye sees are
 * decoded apart: a JPEG decoded small enough for one has other pixels than for the other, and what an
 * eye sees must not depend on what else was asked for.
 */
export const readPhoto = async (
  decoder: Decoder,
  eyes: Eyes,
  wanted: ReadRequest,
): Promise<Outcome<ReadPhoto>> => {
  const read = await readSource(wanted.source);
  if (!read.ok) return read;
  const { bytes, giveBack, byteSize, modifiedAt } = read.value;
  try {
    const size = await measure(decoder, bytes);
    const seen = await lookThrough(eyes, wanted.eyes, decoder, bytes, size);
    if (!seen.ok) return seen;
    const small = wanted.thumbnail ? await thumbnail(decoder, bytes, size) : null;
    const value = {
      ...size,
      byteSize,
      modifiedAt,
      thumbnail: small?.thumbnail ?? null,
      pixelHash: small?.pixelHash ?? null,
      features: seen.value,
      contentHash: contentHashOf(bytes),
    };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error, bytes) };
  } finally {
    giveBack();
  }
};
