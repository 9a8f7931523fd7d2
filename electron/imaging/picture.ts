import type { Outcome } from '../contract.ts';
import { besideOthers } from './decoder-warnings.ts';
import { decode } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';
import { kindOf } from './first-bytes.ts';
import { finishedJpeg, missingPart } from './jpeg-picture.ts';
import { decoderProblem } from './problems.ts';
import { showableSamples } from './samples.ts';

/** A photo's first picture in bytes that the decoder reads and shows rightly. */
export interface Picture {
  bytes: Buffer;
  size: Size;
}

function isJpeg(bytes: Buffer): boolean {
  const kind = kindOf(bytes);
  return kind.is === 'photo' && kind.format === 'jpeg';
}

/**
 * Opens a photo of any kind that is read.
 *
 * @throws what the decoder throws where it cannot read the picture's head.
 */
export async function openPicture(decoder: Decoder, bytes: Buffer): Promise<Outcome<Picture>> {
  const finished: Outcome<Buffer> = isJpeg(bytes)
    ? finishedJpeg(bytes)
    : { ok: true, value: bytes };
  if (!finished.ok) return finished;
  const metadata = await decode(decoder, finished.value).metadata();
  const { width, height } = metadata.autoOrient;
  const shown = await showableSamples(decoder, finished.value, metadata);
  return { ok: true, value: { bytes: shown, size: { width, height } } };
}

/**
 * Opens a photo, makes something of its picture, and answers with a problem where any of it is missing.
 *
 * @param use - Decodes the picture as often as it needs to.
 */
export async function withPicture<Value>(
  decoder: Decoder,
  bytes: Buffer,
  use: (picture: Picture) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let picture: Picture | null = null;
  try {
    const { value, isSuspected } = await besideOthers(async () => {
      const opened = await openPicture(decoder, bytes);
      if (!opened.ok) return opened;
      picture = opened.value;
      return use(opened.value);
    });
    if (!value.ok || !isSuspected || picture === null) return value;
    const problem = await missingPartOf(decoder, picture);
    return problem === null ? value : { ok: false, problem };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error, bytes) };
  }
}

async function missingPartOf(decoder: Decoder, { bytes }: Picture) {
  return isJpeg(bytes) ? missingPart(decoder, bytes) : null;
}
