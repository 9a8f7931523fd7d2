import type { EyePreset, EyePreview, Outcome } from '../../contract.ts';
import { measure, ownBytes } from '../decode.ts';
import type { Decoder } from '../decoder.ts';
import type { PhotoSource } from '../operations.ts';
import { pixels } from '../pixels.ts';
import { decoderProblem } from '../problems.ts';
import { readSource } from '../source.ts';
import { drawnPictures } from './drawn-pictures.ts';
import { fillInput } from './presets.ts';
import { failed } from './problems.ts';

/** A photo, or a drawn picture where there is none, as a network would be shown it. */
export async function previewEye(
  decoder: Decoder,
  wanted: { source: PhotoSource | null; width: number; height: number; preset: EyePreset },
): Promise<Outcome<EyePreview>> {
  const { width, height, preset } = wanted;
  const [drawn] = wanted.source === null ? await drawnPictures() : [];
  const read = await readSource(wanted.source ?? { bytes: drawn ?? new Uint8Array() });
  if (!read.ok) return read;
  const { bytes } = read.value;
  try {
    const seen = await pixels(decoder, bytes, await measure(decoder, bytes), { width, height });
    const values = new Float32Array(seen.length);
    fillInput(seen, preset, 'NHWC', values);
    const raw = { width, height, channels: 3 } as const;
    const picture = ownBytes(await decoder(seen, { raw }).png().toBuffer());
    const smallest = values.reduce((least, value) => Math.min(least, value), Infinity);
    const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
    return { ok: true, value: { picture, smallest, largest } };
  } catch (error) {
    return failed(decoderProblem(error, bytes));
  }
}
