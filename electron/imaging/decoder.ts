import Module from 'node:module';
import type sharp from 'sharp';
import type { DecoderReport } from '../contract.ts';
import type { Isolation } from '../../scripts/isolate-sharp/state.ts';

export type Decoder = typeof sharp;

export interface ChosenDecoder {
  decoder: Decoder;
  report: DecoderReport;
}

type WhyWebAssembly = Extract<DecoderReport, { decoder: 'webassembly' }>['why'];

interface ModuleInternals {
  _resolveFilename: (request: string, ...rest: unknown[]) => string;
}

/**
 * sharp tries its native part first and its WebAssembly build where that is missing, and has no switch
 * to choose. So the native part is made to look missing, before sharp is loaded.
 */
function hideNativePart(): void {
  const internals = Module as unknown as ModuleInternals;
  const resolve = internals._resolveFilename;
  internals._resolveFilename = (request, ...rest) => {
    if (/sharp-(?!wasm32)[^/]*(\/sharp)?\.node$/.test(request)) {
      throw Object.assign(new Error(`Hidden: ${request}`), { code: 'MODULE_NOT_FOUND' });
    }
    return resolve.call(Module, request, ...rest);
  };
}

const UNSAFE: Partial<Record<Isolation, WhyWebAssembly>> = {
  'not isolated': 'not-prepared',
  'not understood': 'not-preparable',
};

/** Makes and reads a small picture, so that a library which cannot work fails here and not on a photo. */
async function tryOut(decoder: Decoder): Promise<void> {
  const create = { width: 16, height: 16, channels: 3, background: '#808080' } as const;
  const bytes = await decoder({ create }).jpeg().toBuffer();
  await decoder(bytes).resize(8, 8).raw().toBuffer();
}

/**
 * Loads native sharp where it is safe, and otherwise its WebAssembly build, which cannot collide with
 * the libraries that Electron brings along on Linux.
 *
 * @throws Error when neither can be loaded, or the one that was cannot decode.
 */
export async function loadDecoder(
  nativePart: Isolation,
  forceWebAssembly: boolean,
): Promise<ChosenDecoder> {
  const why = forceWebAssembly ? 'stopped-working' : UNSAFE[nativePart];
  if (why !== undefined) hideNativePart();
  const { default: decoder } = await import('sharp');
  // Several photos at once, each on one thread, are faster than one photo on several.
  decoder.concurrency(1);
  // Every photo is another: keeping what was done for the last one only costs memory.
  decoder.cache(false);
  await tryOut(decoder);
  const isNative = !('emscripten' in decoder.versions);
  const report: DecoderReport = isNative
    ? { decoder: 'native' }
    : { decoder: 'webassembly', why: why ?? 'not-loaded' };
  return { decoder, report };
}
