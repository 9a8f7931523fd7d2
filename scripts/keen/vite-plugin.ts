import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import { makeKeen } from './make-keen.ts';

const runtimeFiles = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

/** Puts the built-in network and the parts of the runtime that load as files beside the built processes. */
export const shipEyes = (packages: string): Plugin => ({
  name: 'ship-eyes',
  async generateBundle() {
    const emit = (name: string, source: Uint8Array) =>
      this.emitFile({ type: 'asset', fileName: `eyes/${name}`, source });
    emit('keen.onnx', await makeKeen(packages));
    for (const name of runtimeFiles) {
      emit(name, await readFile(path.join(packages, 'onnxruntime-web/dist', name)));
    }
  },
});
