import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Outcome, Problem } from '../contract.ts';
import { readWhole } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';
import { kindProblem } from './kind.ts';
import type { PhotoSource } from './operations.ts';
import {
  emptyFile,
  fileProblem,
  isAFolder,
  LARGEST_FILE,
  notAPicture,
  tooLarge,
} from './problems.ts';

export interface SourceBytes extends FileBytes {
  byteSize: number;
  /** Whole milliseconds since 1970; 0 for bytes that are not from a file. */
  modifiedAt: number;
}

// Opening a pipe that is named like a photo would block forever. Windows has no such flag.
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function failed(problem: Problem): Outcome<never> {
  return { ok: false, problem };
}

/** Reads a file once and whole, so that its hash and its pixels are of the same bytes. */
async function readFileOnce(path: string): Promise<Outcome<SourceBytes>> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, OPEN_FLAGS);
    const found = await file.stat();
    if (found.isDirectory()) return failed(isAFolder);
    if (!found.isFile()) return failed(notAPicture);
    if (found.size > LARGEST_FILE) return failed(tooLarge);
    const read = await readWhole(file, found.size);
    const modifiedAt = Math.round(found.mtimeMs);
    return { ok: true, value: { ...read, byteSize: read.bytes.length, modifiedAt } };
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === null) throw error;
    return failed(problem);
  } finally {
    await file?.close();
  }
}

function fromMemory({ buffer, byteOffset, byteLength }: Uint8Array): Outcome<SourceBytes> {
  return byteLength > LARGEST_FILE
    ? failed(tooLarge)
    : {
        ok: true,
        value: {
          bytes: Buffer.from(buffer, byteOffset, byteLength),
          giveBack: () => undefined,
          byteSize: byteLength,
          modifiedAt: 0,
        },
      };
}

/** The bytes of a picture of a kind that is decoded, or why there are none. */
export async function readSource(source: PhotoSource): Promise<Outcome<SourceBytes>> {
  const outcome = 'path' in source ? await readFileOnce(source.path) : fromMemory(source.bytes);
  if (!outcome.ok) return outcome;
  if (outcome.value.byteSize === 0) return failed(emptyFile);
  const problem = kindProblem(outcome.value.bytes);
  return problem === null ? outcome : failed(problem);
}

/** SHA-256 in lower-case hexadecimal. */
export function contentHashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
