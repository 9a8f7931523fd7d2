import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Outcome } from '../contract.ts';
import type { PhotoSource } from './operations.ts';
import { emptyFile, fileProblem, largestFile, tooLarge } from './problems.ts';

export interface SourceBytes {
  bytes: Buffer;
  byteSize: number;
  /** Milliseconds since 1970, whole. */
  modifiedAt: number;
}

/** Reads a file once and whole, so that its hash and its pixels are of the same bytes. */
const readFileOnce = async (path: string): Promise<Outcome<SourceBytes>> => {
  try {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await file.stat();
      if (size > largestFile) return { ok: false, problem: tooLarge };
      const bytes = await file.readFile();
      return {
        ok: true,
        value: { bytes, byteSize: bytes.length, modifiedAt: Math.round(mtimeMs) },
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === null) throw error;
    return { ok: false, problem };
  }
};

const fromMemory = (bytes: Uint8Array): Outcome<SourceBytes> => ({
  ok: true,
  value: {
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    byteSize: bytes.byteLength,
    modifiedAt: 0,
  },
});

export const readSource = async (source: PhotoSource): Promise<Outcome<SourceBytes>> => {
  const outcome = 'path' in source ? await readFileOnce(source.path) : fromMemory(source.bytes);
  return outcome.ok && outcome.value.byteSize === 0 ? { ok: false, problem: emptyFile } : outcome;
};

/** SHA-256 in lower-case hexadecimal. */
export const contentHashOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
