import { parentPort } from 'node:worker_threads';
import { HeifError } from './calls.ts';
import { decodeHeif } from './decode-heif.ts';
import { heifLibrary } from './library.ts';
import type { DecodedHeif } from './decode-heif.ts';

export interface HeifRequest {
  bytes: Uint8Array;
  enough: number | null;
}

/** What was decoded, or libheif's code for what is wrong with the file. */
export type HeifReply = { decoded: DecodedHeif } | { code: number };

const makeLibrary = heifLibrary();

/** @throws where the library itself breaks, which ends this thread. */
async function reply({ bytes, enough }: HeifRequest): Promise<HeifReply> {
  try {
    // A new one for each picture: in memory that was used before, what a damaged picture lacks would be
    // filled with parts of another.
    return { decoded: decodeHeif(await makeLibrary(), bytes, enough) };
  } catch (error) {
    if (error instanceof HeifError) return { code: error.code };
    throw error;
  }
}

parentPort?.on('message', (request: HeifRequest) => {
  void reply(request).then((answer) => {
    const picture = 'decoded' in answer ? answer.decoded.picture : null;
    parentPort?.postMessage(answer, picture === null ? [] : [picture.buffer]);
  });
});
