import type { Metadata } from 'sharp';
import type { Problem } from '../contract.ts';
import { jpegFrame } from './jpeg-parts.ts';
import { tooLargeFor } from './problems.ts';

/** Most that decoding one picture may take, in bytes: the process as a whole stays below 1 GB. */
const MOST_MEMORY = 640e6;

/** What one pixel takes where the decoder holds the whole picture; measured, the largest of several. */
const WHOLE_GIF = 4.5;
const WHOLE_WEBP = 4.5;
const WHOLE_AVIF = 18;
/** Coefficients of a progressive JPEG are kept to the last scan, each in two bytes. */
const COEFFICIENT = 2;

const SAMPLE_BYTES = new Map<string | undefined, number>([
  ['uchar', 1],
  ['char', 1],
  ['ushort', 2],
  ['short', 2],
]);

/** Bytes of one pixel's samples as the file has them. */
export function pixelBytes({ channels, depth }: Pick<Metadata, 'channels' | 'depth'>): number {
  return (channels ?? 3) * (SAMPLE_BYTES.get(depth) ?? 4);
}

/** Whether a picture can only be turned when all of it has been decoded; a JPEG is made small before. */
function isTurned({ format, orientation = 1 }: Metadata): boolean {
  return format !== 'jpeg' && orientation > 1;
}

/** What decoding keeps in memory for each pixel, in bytes; 0 where it keeps some rows alone. */
function memoryOfPixel(metadata: Metadata, bytes: Buffer): number {
  switch (metadata.format) {
    case 'gif':
      return WHOLE_GIF;
    case 'webp':
      return WHOLE_WEBP;
    case 'heif':
      return WHOLE_AVIF;
    case 'jpeg': {
      const frame = metadata.isProgressive === true ? jpegFrame(bytes) : null;
      return frame === null ? 0 : frame.samplesPerPixel * COEFFICIENT;
    }
    default: {
      const isWhole = metadata.isProgressive === true || isTurned(metadata);
      return isWhole ? pixelBytes(metadata) : 0;
    }
  }
}

/** Why a picture is not decoded: it would take more memory than one may; null for all others. */
export function memoryProblem(metadata: Metadata, bytes: Buffer): Problem | null {
  const each = memoryOfPixel(metadata, bytes);
  if (metadata.width * metadata.height * each <= MOST_MEMORY) return null;
  return tooLargeFor(Math.floor(MOST_MEMORY / each / 1e6));
}
