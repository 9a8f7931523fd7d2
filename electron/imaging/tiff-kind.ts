import { firstValue, readDirectories, TAG } from './tiff-directories.ts';

/** Ways to pack a TIFF that libtiff unpacks as sharp has it. */
const UNPACKED = [1, 2, 3, 4, 5, 7, 8, 32773, 32946];

const NAMES = new Map([
  [6, 'old JPEG'],
  [34661, 'JBIG'],
  [34712, 'JPEG 2000'],
  [34887, 'LERC'],
  [34925, 'LZMA'],
  [50000, 'ZSTD'],
  [50001, 'WebP'],
  [50002, 'JPEG XL'],
]);

const MOST_BITS = 32;
/** Kinds of samples that are real numbers: whole, with a sign, and floating. TIFF 6.0, section 19. */
const REAL_NUMBERS = [1, 2, 3, 4];

/** By what name to call a TIFF of a sort that is not read; null for one that should have been. */
export function unreadTiff(bytes: Buffer): string | null {
  const [directory] = readDirectories(bytes);
  if (directory === undefined) return null;
  const compression = firstValue(directory, TAG.compression) ?? 1;
  if (!UNPACKED.includes(compression)) {
    return `TIFF (packed by ${NAMES.get(compression) ?? `method ${compression}`})`;
  }
  const bits = firstValue(directory, TAG.bitsPerSample) ?? 1;
  if (bits > MOST_BITS) return `TIFF (${bits} bits a sample)`;
  const format = firstValue(directory, TAG.sampleFormat) ?? 1;
  return REAL_NUMBERS.includes(format) ? null : 'TIFF (complex numbers)';
}
