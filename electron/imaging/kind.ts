import type { Problem } from '../contract.ts';
import { notAPicture, unsupportedKind } from './problems.ts';

const textAt = (bytes: Buffer, start: number, end: number): string =>
  bytes.subarray(start, end).toString('latin1');

/** Brands of the pictures that phones save as HEIC: the same container as AVIF, another codec. */
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'];

/** The kinds of pictures that are known but not decoded, by how their files begin. */
const otherKind = (bytes: Buffer): string | null => {
  const start = textAt(bytes, 0, 4);
  if (textAt(bytes, 4, 8) === 'ftyp' && heicBrands.includes(textAt(bytes, 8, 12))) return 'HEIC';
  if (start.startsWith('BM')) return 'BMP';
  if (start === '8BPS') return 'Photoshop';
  if (start === '%PDF') return 'PDF';
  if (start.startsWith('\xff\x0a') || textAt(bytes, 4, 8) === 'JXL ') return 'JPEG XL';
  return null;
};

const isDecoded = (bytes: Buffer): boolean => {
  const start = textAt(bytes, 0, 4);
  return (
    start.startsWith('\xff\xd8\xff') ||
    start === '\x89PNG' ||
    start === 'GIF8' ||
    (start === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') ||
    ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(start) ||
    textAt(bytes, 4, 8) === 'ftyp'
  );
};

/**
 * Why these bytes are not given to the decoder; null for JPEG, PNG, WebP, AVIF, TIFF and GIF. It goes by
 * how a file begins, never by its name: libvips would open drawings too, which can ask for other files.
 */
export const kindProblem = (bytes: Buffer): Problem | null => {
  const other = otherKind(bytes);
  if (other !== null) return unsupportedKind(other);
  return isDecoded(bytes) ? null : notAPicture;
};
