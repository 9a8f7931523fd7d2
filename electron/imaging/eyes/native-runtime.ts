import type { InferenceSession } from 'onnxruntime-node';
import type { Runtime } from './runtime.ts';

/** With its version: what ends the process may be mended in the next one. */
export const NATIVE_RUNTIME = 'onnxruntime-node 1.30.0';

/** One photo a thread is faster than one photo on several. */
const SETTINGS = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
} as const satisfies InferenceSession.SessionOptions;

/**
 * Loads the runtime's native build. It looks on the thread that asks.
 *
 * @throws Error where there is none for this computer (`MODULE_NOT_FOUND`), or it cannot be loaded.
 */
export async function loadNativeRuntime(): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-node');
  env.logLevel = 'fatal';
  return {
    /*
     * Electron takes nearly as long to give memory and take it back as a small network takes to look. But of a
     * large network what is kept grows in steps so large that Electron's allocator ends the process.
     */
    open: (model, keepsMemory) =>
      InferenceSession.create(model, { ...SETTINGS, enableCpuMemArena: keepsMemory }),
    tensor: (values, shape) => new Tensor('float32', values, shape),
  };
}
