import { readFile, stat } from 'node:fs/promises';
import type { Outcome } from '../../contract.ts';
import { MOST_NETWORK_MEGABYTES } from '../../contract/limits.ts';
import { contentHashOf } from '../source.ts';
import { eyeMissing, failed } from './problems.ts';

export interface ModelFile {
  bytes: Uint8Array;
  contentHash: string;
}

export async function readModelFile(file: string): Promise<Outcome<ModelFile>> {
  try {
    if ((await stat(file)).size > MOST_NETWORK_MEGABYTES * 1024 ** 2) {
      return failed({
        code: 'eye-unsuitable-file-size',
        parameters: { megabytes: MOST_NETWORK_MEGABYTES },
      });
    }
    const bytes = await readFile(file);
    return { ok: true, value: { bytes, contentHash: contentHashOf(bytes) } };
  } catch {
    return failed(eyeMissing);
  }
}
