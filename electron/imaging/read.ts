import type { EyeId, Outcome } from '../contract.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';
import type { Eyes } from './eyes/eyes.ts';
import type { EyeReference, Features, ReadPhoto, ReadRequest } from './operations.ts';
import { withPicture } from './picture.ts';
import { contentHashOf, readSource } from './source.ts';
import { thumbnail, THUMBNAIL_EDGE } from './thumbnail.ts';

/** What a photo looks like through each of some eyes, or what is wrong with one of them. */
async function lookThrough(
  eyes: Eyes,
  wanted: EyeReference[],
  ...photo: [decoder: Decoder, bytes: Buffer, size: Size]
): Promise<Outcome<Record<EyeId, Features>>> {
  const features: Record<EyeId, Features> = {};
  for (const eye of wanted) {
    const looked = await eyes.look(eye, ...photo);
    if (!looked.ok) return looked;
    features[eye.id] = looked.value;
  }
  return { ok: true, value: features };
}

/**
 * Reads the file once and makes what is wanted of it. The small picture and what each eye sees are
 * decoded apart: a JPEG decoded small enough for one has other pixels than for the other, and what an
 * eye sees must not depend on what else was asked for.
 */
export async function readPhoto(
  decoder: Decoder,
  eyes: Eyes,
  wanted: ReadRequest,
): Promise<Outcome<ReadPhoto>> {
  const read = await readSource(wanted.source);
  if (!read.ok) return read;
  const { bytes, giveBack, byteSize, modifiedAt } = read.value;
  try {
    const enough = wanted.eyes.length > 0 ? null : wanted.thumbnail ? THUMBNAIL_EDGE : 1;
    return await withPicture(decoder, bytes, enough, async (picture) => {
      const { bytes: shown, size } = picture;
      const seen = await lookThrough(eyes, wanted.eyes, decoder, shown, size);
      if (!seen.ok) return seen;
      const small = wanted.thumbnail ? await thumbnail(decoder, shown, size) : null;
      const value = {
        ...size,
        byteSize,
        modifiedAt,
        note: picture.note,
        thumbnail: small?.thumbnail ?? null,
        pixelHash: small?.pixelHash ?? null,
        features: seen.value,
        contentHash: contentHashOf(bytes),
      };
      return { ok: true, value };
    });
  } finally {
    giveBack();
  }
}
