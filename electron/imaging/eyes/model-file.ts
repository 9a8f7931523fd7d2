import { readFile, stat } from 'node:fs/promises';
import type { Outcome } from '../../contract.ts';
import { contentHashOf } from '../source.ts';
import { eyeMissing, failed } from './problems.ts';

/** Largest network that is loaded, in bytes; all of it is held in memory, about three times. */
const largestModel = 500 * 1024 ** 2;

export interface ModelFile {
  bytes: Uint8Array;
  contentHash: string;
}

export const readModelFile = async (file: string): Promise<Outcome<ModelFile>> => {
  try {
    if ((await stat(file)).size > largestModel) {
      return failed({
        code: 'eye-unsuitable-file-size',
        parameters: { megabytes: largestModel / 1024 ** 2 },
      });
    }
    const bytes = await readFile(file);
    return { ok: true, value: { bytes, contentHash: contentHashOf(bytes) } };
  } catch {
    return failed(eyeMissing);
  }
};
