import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { shipEyes } from './scripts/eyes/vite-plugin.ts';

function at(path: string) {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  main: {
    plugins: [shipEyes(at('.'))],
    build: {
      // Native packages stay outside the bundle; everything else is bundled, so nothing else ships.
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', 'better-sqlite3', 'sharp', 'onnxruntime-node', /^@img\//],
        input: {
          index: at('electron/main/index.ts'),
          library: at('electron/library/process.ts'),
          imaging: at('electron/imaging/process.ts'),
          'heif-worker': at('electron/imaging/heif/worker.ts'),
          'eye-seat': at('electron/imaging/eyes/seat-worker.ts'),
          training: at('electron/training/process.ts'),
          'kernel-worker': at('electron/training/kernels/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: at('electron/preload/index.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [svelte()],
    build: {
      minify: true,
      rollupOptions: { input: at('renderer/index.html') },
    },
  },
});
