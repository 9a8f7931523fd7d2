import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { FIRST_BYTES, kindOf } from './first-bytes.ts';
import type { FileKind } from './first-bytes.ts';

// A pipe that took the file's place would be waited for without end. Windows has no such flag.
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * What a file is, from its first bytes alone.
 *
 * @throws the file system's error where it cannot be read.
 */
export async function firstLook(path: string): Promise<FileKind> {
  const file = await open(path, OPEN_FLAGS);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    return kindOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
