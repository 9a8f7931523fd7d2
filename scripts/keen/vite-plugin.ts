import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import { makeKeen } from './make-keen.ts';

/** Files of others that lie beside the network, below the project's folder. */
const copied = {
  'ort-wasm-simd-threaded.mjs': 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm': 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'LICENSE.onnxruntime.txt': 'resources/licences/onnxruntime.txt',
  'LICENSE.keen.txt': 'node_modules/@vladmandic/human/LICENSE',
};

/**
 * Puts the built-in network beside the built processes, with those parts of the runtime that load as
 * files and the licences of both.
 */
export const shipEyes = (project: string): Plugin => ({
  name: 'ship-eyes',
  async generateBundle() {
    const emit = (name: string, source: Uint8Array) =>
      this.emitFile({ type: 'asset', fileName: `eyes/${name}`, source });
    emit('keen.onnx', await makeKeen(path.join(project, 'node_modules')));
    for (const [name, from] of Object.entries(copied)) {
      emit(name, await readFile(path.join(project, from)));
    }
  },
});
