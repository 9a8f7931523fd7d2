import type { Outcome } from '../contract.ts';
import type { Decoder } from './decoder.ts';
import type { PhotoSource, ReadPhoto } from './operations.ts';
import { decode, large, pixels, thumbnail } from './pixels.ts';
import { decoderProblem, notAPicture } from './problems.ts';
import { contentHashOf, readSource } from './source.ts';

/** Width and height as seen upright; pages of animations are one below the other, so one page counts. */
const uprightSize = async (decoder: Decoder, bytes: Buffer) => {
  const { width, height, pageHeight, autoOrient } = await decode(decoder, bytes).metadata();
  return pageHeight === undefined
    ? { width: autoOrient?.width ?? width, height: autoOrient?.height ?? height }
    : { width, height: pageHeight };
};

/** SVG and PDF are drawings that can ask for other files: never handed to the decoder. */
const looksLikeText = (bytes: Buffer): boolean => {
  const start = bytes.subarray(0, 256).toString('latin1').trimStart();
  return start.startsWith('<') || start.startsWith('%PDF');
};

export const readPhoto = async (
  decoder: Decoder,
  wanted: { source: PhotoSource; thumbnail: boolean; features: boolean },
): Promise<Outcome<ReadPhoto>> => {
  const read = await readSource(wanted.source);
  if (!read.ok) return read;
  const { bytes, byteSize, modifiedAt } = read.value;
  if (looksLikeText(bytes)) return { ok: false, problem: notAPicture };
  try {
    const size = await uprightSize(decoder, bytes);
    const picture = wanted.thumbnail ? await thumbnail(decoder, bytes) : null;
    const features = wanted.features ? await pixels(decoder, bytes) : null;
    const contentHash = contentHashOf(bytes);
    return {
      ok: true,
      value: { ...size, contentHash, byteSize, modifiedAt, thumbnail: picture, features },
    };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error) };
  }
};

export const renderPhoto = async (
  decoder: Decoder,
  source: PhotoSource,
  longestEdge: number,
): Promise<Outcome<Uint8Array>> => {
  const read = await readSource(source);
  if (!read.ok) return read;
  try {
    return { ok: true, value: await large(decoder, read.value.bytes, longestEdge) };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error) };
  }
};
