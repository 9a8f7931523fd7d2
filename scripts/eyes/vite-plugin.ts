import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import { networkFile } from '../../electron/imaging/eyes/places.ts';
import { networks } from './networks.ts';

/** Files of others that lie beside the networks, below the project's folder. */
const COPIED = {
  'ort-wasm-simd-threaded.mjs': 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm': 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'LICENSE.onnxruntime.txt': 'resources/licences/onnxruntime.txt',
  'LICENSE.keen.txt': 'resources/licences/keen.txt',
  'LICENSE.first-keen.txt': 'node_modules/@vladmandic/human/LICENSE',
};

/**
 * Puts the built-in networks beside the built processes, with those parts of the runtime that load as
 * files and the licences of all.
 */
export function shipEyes(project: string): Plugin {
  return {
    name: 'ship-eyes',
    async generateBundle() {
      const emit = (name: string, source: Uint8Array) =>
        this.emitFile({ type: 'asset', fileName: `eyes/${name}`, source });
      for (const { eye, make } of networks) {
        emit(networkFile(eye.id), await make(path.join(project, 'node_modules')));
      }
      for (const [name, from] of Object.entries(COPIED)) {
        emit(name, await readFile(path.join(project, from)));
      }
    },
  };
}
