import type { Outcome, Problem } from '../contract.ts';
import { endsWithin, JPEG_END } from './cut-off.ts';
import { warningsOf } from './decoder-warnings.ts';
import type { Decoder } from './decoder.ts';
import { decode } from './decode.ts';
import { hasAllScans, jpegFrame } from './jpeg-parts.ts';
import { damaged, truncated } from './problems.ts';

/**
 * A JPEG that the decoder can read to its end: one that lacks only its end mark has all its pixels, and
 * is given one. Whether more is missing the decoder then tells, but for scans that are missing whole.
 */
export function finishedJpeg(bytes: Buffer): Outcome<Buffer> {
  if (endsWithin(bytes, JPEG_END)) return { ok: true, value: bytes };
  const finished = Buffer.concat([bytes, JPEG_END]);
  const isBlurred = jpegFrame(bytes)?.isProgressive === true && !hasAllScans(bytes);
  return isBlurred ? { ok: false, problem: truncated } : { ok: true, value: finished };
}

/** Bytes that nothing reads, a mark of a program, and scans in an order that is unusual. */
const HARMLESS = /extraneous bytes|Unknown Adobe color|Inconsistent progression|read gave/i;

/** What libjpeg's warnings about one picture mean for it; null where all its pixels are there. */
function warningsProblem(warnings: readonly string[]): Problem | null {
  const serious = warnings.filter((words) => /VipsJpeg/.test(words) && !HARMLESS.test(words));
  if (serious.length === 0) return null;
  return serious.some((words) => /premature end/i.test(words)) ? truncated : damaged;
}

/** Decodes a JPEG once more with nothing beside it, and tells what of it is missing. */
export async function missingPart(decoder: Decoder, bytes: Buffer): Promise<Problem | null> {
  const warnings = await warningsOf(() =>
    decode(decoder, bytes).resize(8, 8, { fit: 'fill' }).raw().toBuffer(),
  );
  return warningsProblem(warnings);
}
