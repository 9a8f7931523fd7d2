export const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Some cameras and programs write a little after the picture's end. */
const AFTER_END = 4096;

/** Whether a mark stands near a file's end. */
export function endsWithin(bytes: Buffer, mark: Buffer | string): boolean {
  return bytes.subarray(Math.max(0, bytes.length - AFTER_END)).includes(mark);
}

/** Whether the boxes of a file, each with its length before it, are longer than the file. */
function lacksBoxes(bytes: Buffer): boolean {
  let at = 0;
  while (at + 16 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    // A length of 0 reaches to the end, and one of 1 is written behind the name in 8 bytes.
    if (length === 0) return false;
    at += length === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : Math.max(length, 8);
  }
  return at > bytes.length;
}

/**
 * Whether a file that could not be decoded lacks its end: a JPEG its end marker, a PNG its IEND chunk, a
 * WebP some of the bytes that its header promises, a HEIC or AVIF some of its boxes. The decoder's own
 * words would tell as well, but libvips keeps one list of them for all threads, so that they may speak
 * of the photo beside.
 */
export function isCutOff(bytes: Buffer): boolean {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return !endsWithin(bytes, JPEG_END);
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return !endsWithin(bytes, 'IEND');
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.length >= 8) {
    return bytes.length < bytes.readUInt32LE(4) + 8;
  }
  return bytes.subarray(4, 8).toString('latin1') === 'ftyp' && lacksBoxes(bytes);
}
