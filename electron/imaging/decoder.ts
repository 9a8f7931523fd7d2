import Module from 'node:module';
import type sharp from 'sharp';

export type Decoder = typeof sharp;

export interface ChosenDecoder {
  decoder: Decoder;
  kind: 'native' | 'webassembly';
  /** For the diagnostics view, in plain words. */
  explanation: string;
}

const settle = (decoder: Decoder): Decoder => {
  // Several photos at once, each on one thread, is faster than one photo on several.
  decoder.concurrency(1);
  // Every photo is another: keeping operations between them only costs memory.
  decoder.cache(false);
  return decoder;
};

interface ModuleInternals {
  _resolveFilename: (request: string, ...rest: unknown[]) => string;
}

/**
 * sharp tries its native part first and its WebAssembly build where that is missing; it has no switch
 * to choose. So the native part is made to look missing, before sharp is loaded.
 */
const hideNativePart = (): void => {
  const internals = Module as unknown as ModuleInternals;
  const resolve = internals._resolveFilename;
  internals._resolveFilename = (request, ...rest) => {
    if (/^@img\/sharp-(?!wasm32).*\/sharp\.node$/.test(request)) {
      throw Object.assign(new Error(`Hidden: ${request}`), { code: 'MODULE_NOT_FOUND' });
    }
    return resolve.call(Module, request, ...rest);
  };
};

export type NativePart = 'isolated' | 'not needed' | 'not isolated' | 'not understood';

const whyNot: Partial<Record<NativePart, string>> = {
  'not isolated': 'because the fast one was not prepared for this computer',
  'not understood': 'because the fast one could not be prepared for this computer',
};

/**
 * Loads native sharp where it is safe, its WebAssembly build otherwise: several times slower, but it
 * cannot collide with the libraries that Electron brings along on Linux.
 */
export const loadDecoder = async (
  nativePart: NativePart,
  forceWebAssembly: boolean,
): Promise<ChosenDecoder> => {
  const why = forceWebAssembly ? 'because the fast one stopped working' : whyNot[nativePart];
  if (why !== undefined) hideNativePart();
  // Loading is quiet: what sharp warns of is what the isolation takes care of.
  const { default: decoder } = await import('sharp');
  const isNative = why === undefined && !('emscripten' in decoder.versions);
  return {
    decoder: settle(decoder),
    kind: isNative ? 'native' : 'webassembly',
    explanation: isNative
      ? 'Photos are read by the fast decoder (libvips).'
      : `Photos are read by the slower, safe decoder (WebAssembly), ${why ?? 'because the fast one could not be loaded'}.`,
  };
};
