import type { Outcome } from '../contract.ts';
import { measure } from './decode.ts';
import type { Decoder } from './decoder.ts';
import { builtInEyes, recipe } from './recipe.ts';
import type { EyeReference, Features, PhotoSource, ReadPhoto } from './operations.ts';
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
  wanted: { source: PhotoSource; thumbnail: boolean; eyes: EyeReference[] },
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
      features: await seen(decoder, bytes, size, wanted.eyes),
      contentHash: contentHashOf(bytes),
    };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error, bytes) };
  }
};

const seen = async (
  decoder: Decoder,
  bytes: Buffer,
  size: Parameters<typeof pixels>[2],
  eyes: EyeReference[],
): Promise<Record<string, Features>> => {
  const features: Record<string, Features> = {};
  for (const { id } of eyes) {
    if (id.startsWith('own')) throw new Error('To come');
    const seen = await pixels(decoder, bytes, size);
    const { featureCount = 0 } = builtInEyes.find((eye) => eye.id === id) ?? {};
    features[id] =
      id === recipe
        ? seen
        : id.startsWith('shapes')
          ? new Uint8Array(featureCount).map((_, index) => seen[index] ?? 0)
          : Float32Array.from(seen.subarray(0, 576));
  }
  return features;
};
