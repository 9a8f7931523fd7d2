import type { Sharp } from 'sharp';
import { hearWarning } from './decoder-warnings.ts';
import type { Decoder } from './decoder.ts';
import { MOST_PIXELS, MOST_SECONDS } from './problems.ts';

/** Transparent parts are seen on this colour. */
export const BACKGROUND = '#ffffff';

/** Pixels as seen upright. */
export interface Size {
  width: number;
  height: number;
}

const PNG_START = 0x89;

/**
 * A PNG whose checksum alone is wrong has all its pixels, for the compression has a checksum of its own.
 * All else that a decoder calls an error is damage.
 */
function failureOf(bytes: Buffer): 'truncated' | 'error' {
  return bytes[0] === PNG_START ? 'truncated' : 'error';
}

/** The first picture in a file's bytes, upright; damage is an error and is never filled with grey. */
export function decode(decoder: Decoder, bytes: Buffer): Sharp {
  return decoder(bytes, {
    pages: 1,
    failOn: failureOf(bytes),
    limitInputPixels: MOST_PIXELS,
    autoOrient: true,
  })
    .timeout({ seconds: MOST_SECONDS })
    .on('warning', hearWarning);
}

/** How large the first picture is, from the file's first bytes alone. */
export async function measure(decoder: Decoder, bytes: Buffer): Promise<Size> {
  const { autoOrient } = await decode(decoder, bytes).metadata();
  return { width: autoOrient.width, height: autoOrient.height };
}

/** A copy in memory of its own: what the WebAssembly decoder gives is shared, and cannot be sent to main. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
