import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InferenceSession, Tensor } from 'onnxruntime-web';

/** What is needed of onnxruntime-web once it is loaded. */
export interface Runtime {
  /** @throws Error when the bytes are no network that the runtime knows. */
  open(model: Uint8Array): Promise<InferenceSession>;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
}

/** More threads than these gain nothing with networks as small as eyes are. */
const mostThreads = 4;

/**
 * Threads that wait for work by spinning take the time of those that decode the next photos, and of
 * everything else on the computer.
 */
const settings = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
} as const satisfies InferenceSession.SessionOptions;

/**
 * Loads the runtime: WebAssembly with SIMD and threads.
 *
 * @param folder - Where its .mjs and .wasm file lie in the built app; null finds them in its package.
 */
export const loadRuntime = async (folder: string | null): Promise<Runtime> => {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
  env.logLevel = 'fatal';
  env.wasm.numThreads = Math.min(mostThreads, availableParallelism());
  if (folder !== null) {
    const at = (ending: string) =>
      pathToFileURL(path.join(folder, `ort-wasm-simd-threaded.${ending}`)).href;
    env.wasm.wasmPaths = { mjs: at('mjs'), wasm: at('wasm') };
  }
  return {
    open: (model) => InferenceSession.create(model, settings),
    tensor: (values, shape) => new Tensor('float32', values, shape),
  };
};
