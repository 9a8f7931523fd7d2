import type { Outcome } from '../contract.ts';
import { measure } from './decode.ts';
import type { Decoder } from './decoder.ts';
import type { PhotoSource, ReadPhoto } from './operations.ts';
import { pixels } from './pixels.ts';
import { decoderProblem } from './problems.ts';
import { contentHashOf, readSource } from './source.ts';
import { thumbnail } from './thumbnail.ts';

/**
 * Reads the file once and makes what is wanted of it. The small picture and the network's input are
 * decoded apart: a JPEG decoded small enough for one has other pixels than for the other, and the input
 * must not depend on what else was asked for.
 */
export const readPhoto = async (
  decoder: Decoder,
  wanted: { source: PhotoSource; thumbnail: boolean; features: boolean },
): Promise<Outcome<ReadPhoto>> => {
  const read = await readSource(wanted.source);
  if (!read.ok) return read;
  const { bytes, byteSize, modifiedAt } = read.value;
  try {
    const size = await measure(decoder, bytes);
    const value = {
      ...size,
      byteSize,
      modifiedAt,
      thumbnail: wanted.thumbnail ? await thumbnail(decoder, bytes) : null,
      features: wanted.features ? await pixels(decoder, bytes, size) : null,
      contentHash: contentHashOf(bytes),
    };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error, bytes) };
  }
};
