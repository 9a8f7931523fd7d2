import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { EyeRuntime } from '../../contract.ts';

/** What is needed of ONNX Runtime once it is loaded, whichever of its builds. */
export interface Runtime {
  /**
   * @param keepsMemory - Whether what one photo needed is kept for the next one: for networks that are known
   *   to need little.
   * @throws Error when the bytes are no network that the runtime knows.
   */
  open(model: Uint8Array, keepsMemory: boolean): Promise<InferenceSession>;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
}

/** A runtime, and why it is the one that runs here. */
export interface ChosenRuntime {
  runtime: Runtime;
  code: EyeRuntime;
}
