import type { WasmExports } from '../../../core/index.ts';

/** What a helper thread needs in order to take part. */
export interface Seat {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Where the threads find their work. */
  control: number;
  /** From 1; the thread that asks for work has 0. */
  seat: number;
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): WasmExports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as WasmExports;
}
