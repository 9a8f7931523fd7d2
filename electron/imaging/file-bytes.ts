import type { FileHandle } from 'node:fs/promises';

/** Bytes; most photos fit, and are read into a buffer that was used before. */
const SMALLEST_BUFFER = 1024 ** 2;
/** Bytes; larger buffers are not kept, so that a folder of scans does not leave the process large. */
const LARGEST_BUFFER = 16 * 1024 ** 2;
/** As many as the photos that two processors read at a time. */
const MOST_BUFFERS = 8;

/** Buffers to use again. In Electron, allocating one for each photo costs a twentieth of reading it. */
const freeBuffers: Buffer[] = [];

/** A file's bytes, until they are given back. */
export interface FileBytes {
  bytes: Buffer;
  /** From now on the bytes may be overwritten. */
  giveBack: () => void;
}

function takeBuffer(size: number): Buffer {
  const place = freeBuffers.findIndex(({ length }) => length >= size);
  const [buffer] = place === -1 ? [] : freeBuffers.splice(place, 1);
  return buffer ?? Buffer.allocUnsafeSlow(Math.max(size, SMALLEST_BUFFER));
}

function keepBuffer(buffer: Buffer): void {
  if (buffer.length <= LARGEST_BUFFER && freeBuffers.length < MOST_BUFFERS)
    freeBuffers.push(buffer);
}

/** All bytes of an open file that had `size` bytes a moment ago. */
export async function readWhole(file: FileHandle, size: number): Promise<FileBytes> {
  // One byte more, to notice a file that is still growing.
  const buffer = takeBuffer(size + 1);
  const { bytesRead } = await file.read(buffer, 0, size + 1, 0);
  if (bytesRead === size) {
    return { bytes: buffer.subarray(0, size), giveBack: () => keepBuffer(buffer) };
  }
  keepBuffer(buffer);
  return { bytes: await file.readFile(), giveBack: () => undefined };
}
