import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InferenceSession } from 'onnxruntime-web';
import type { Runtime } from './runtime.ts';

/** More threads than these gain nothing with networks as small as eyes are. */
const MOST_THREADS = 4;

/** Threads that share one photo. */
export const WEB_THREADS = Math.min(MOST_THREADS, availableParallelism());

/**
 * Threads that wait for work by spinning take the time of those that decode the next photos, and of
 * everything else on the computer.
 */
const SETTINGS = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
} as const satisfies InferenceSession.SessionOptions;

/**
 * Loads the runtime that runs everywhere: WebAssembly with SIMD and threads.
 *
 * @param folder - Where its .mjs and .wasm file lie in the built app; null finds them in its package.
 */
export async function loadWebRuntime(folder: string | null): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
  env.logLevel = 'fatal';
  env.wasm.numThreads = WEB_THREADS;
  if (folder !== null) {
    const at = (ending: string) =>
      pathToFileURL(path.join(folder, `ort-wasm-simd-threaded.${ending}`)).href;
    env.wasm.wasmPaths = { mjs: at('mjs'), wasm: at('wasm') };
  }
  return {
    open: (model) => InferenceSession.create(model, SETTINGS),
    tensor: (values, shape) => new Tensor('float32', values, shape),
  };
}
