import type { Outcome, Problem } from '../contract.ts';
import { isCutOff } from './cut-off.ts';
import { besideOthers } from './decoder-warnings.ts';
import { decode } from './decode.ts';
import type { Size } from './decode.ts';
import type { Decoder } from './decoder.ts';
import { kindOf } from './first-bytes.ts';
import type { PhotoFormat } from './first-bytes.ts';
import { HeifReader } from './heif/reader.ts';
import { finishedJpeg, missingPart } from './jpeg-picture.ts';
import { memoryProblem } from './memory.ts';
import type { PhotoNote } from './operations.ts';
import { decoderProblem, notAPicture, rawWithoutPreview, truncated } from './problems.ts';
import { isRawTiff, rawPreview } from './raw-preview.ts';
import { showableSamples } from './samples.ts';
import { readDirectories } from './tiff-directories.ts';

/** A photo's first picture in bytes that the decoder reads and shows rightly. */
export interface Picture {
  bytes: Buffer;
  /** Of the picture itself, upright; the bytes may hold a smaller one where that is enough. */
  size: Size;
  note: PhotoNote | null;
}

/** A picture's bytes before they were looked into; its size where that is known already. */
interface Found {
  bytes: Buffer;
  size: Size | null;
  note: PhotoNote | null;
}

const heifReader = new HeifReader();

function formatOf(bytes: Buffer): PhotoFormat | null {
  const kind = kindOf(bytes);
  if (kind.is !== 'photo') return null;
  return kind.format === 'tiff' && isRawTiff(readDirectories(bytes)) ? 'raw' : kind.format;
}

function found(outcome: Outcome<Buffer>, note: PhotoNote | null): Outcome<Found> {
  return outcome.ok ? { ok: true, value: { bytes: outcome.value, size: null, note } } : outcome;
}

async function findPicture(bytes: Buffer, enough: number | null): Promise<Outcome<Found>> {
  switch (formatOf(bytes)) {
    case null:
      return { ok: false, problem: notAPicture };
    case 'jpeg':
      return found(finishedJpeg(bytes), null);
    case 'heif': {
      const decoded = await heifReader.read(bytes, enough);
      if (decoded.ok) return { ok: true, value: { ...decoded.value, note: null } };
      return isCutOff(bytes) ? { ok: false, problem: truncated } : decoded;
    }
    case 'raw': {
      const preview = rawPreview(bytes);
      if (preview === null) return { ok: false, problem: rawWithoutPreview };
      return found(finishedJpeg(preview), 'raw-preview');
    }
    default:
      return found({ ok: true, value: bytes }, null);
  }
}

/**
 * Opens a photo of any kind that is read.
 *
 * @param enough - The longest edge that its picture is needed with; null for all its pixels.
 * @throws what the decoder throws where it cannot read the picture's head.
 */
async function openPicture(
  decoder: Decoder,
  bytes: Buffer,
  enough: number | null,
): Promise<Outcome<Picture>> {
  const picture = await findPicture(bytes, enough);
  if (!picture.ok) return picture;
  const { size, note } = picture.value;
  const metadata = await decode(decoder, picture.value.bytes).metadata();
  const problem = memoryProblem(metadata, picture.value.bytes);
  if (problem !== null) return { ok: false, problem };
  const shown = await showableSamples(decoder, picture.value.bytes, metadata);
  if (!shown.ok) return shown;
  const { width, height } = metadata.autoOrient;
  return { ok: true, value: { bytes: shown.value, size: size ?? { width, height }, note } };
}

/**
 * Opens a photo, makes something of its picture, and answers with a problem where any of it is missing.
 *
 * @param enough - The longest edge that the picture is needed with; null for all its pixels.
 * @param use - Decodes the picture as often as it needs to.
 */
export async function withPicture<Value>(
  decoder: Decoder,
  bytes: Buffer,
  enough: number | null,
  use: (picture: Picture) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let opened: Outcome<Picture> | null = null;
  try {
    const { value, isSuspected } = await besideOthers(async () => {
      opened = await openPicture(decoder, bytes, enough);
      return opened.ok ? use(opened.value) : opened;
    });
    const problem = isSuspected && value.ok ? await missingIn(decoder, opened) : null;
    return problem === null ? value : { ok: false, problem };
  } catch (error) {
    return { ok: false, problem: decoderProblem(error, bytes) };
  }
}

async function missingIn(
  decoder: Decoder,
  opened: Outcome<Picture> | null,
): Promise<Problem | null> {
  if (opened?.ok !== true) return null;
  const { bytes } = opened.value;
  return formatOf(bytes) === 'jpeg' ? missingPart(decoder, bytes) : null;
}
