/**
 * The imaging process with real decoding. It kills itself as a native crash
 * would: for a file with `crash` in its name, and while loading or looking when the environment says so.
 */
import { loadDecoder } from '../../../electron/imaging/decoder.ts';
import { crashingEyes, eyesFromSource } from './eyes/from-source.ts';
import { imagingHandlers } from '../../../electron/imaging/handlers.ts';
import type {
  ImagingNotices,
  ImagingOperations,
  ReadRequest,
} from '../../../electron/imaging/operations.ts';
import { serve } from '../../../electron/processes/child.ts';

function crash(): Promise<never> {
  process.kill(process.pid, 'SIGSEGV');
  return new Promise(() => undefined);
}

function kills({ source }: ReadRequest): boolean {
  return 'path' in source && source.path.includes('crash');
}

const WEB_ASSEMBLY = process.env['PURRCEPTRON_DECODER'] === 'webassembly';
if (process.env['CRASH_WHILE_LOADING'] === 'always') await crash();
if (process.env['CRASH_WHILE_LOADING'] === 'native' && !WEB_ASSEMBLY) await crash();

const chosen = loadDecoder('not needed', WEB_ASSEMBLY);
const eyes = process.env['CRASH_WHILE_LOOKING'] === 'native' ? crashingEyes() : eyesFromSource();
serve<ImagingOperations, ImagingNotices>((emit) => {
  const handlers = imagingHandlers(chosen, eyes, emit);
  return {
    ...handlers,
    read: async (payload) => {
      if (kills(payload)) await crash();
      return handlers.read(payload);
    },
    readMany: async (payload) => {
      if (payload.requests.some(kills)) await crash();
      return handlers.readMany(payload);
    },
  };
});
