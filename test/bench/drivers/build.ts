import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

/** Bundles the driver app into a folder, as the app itself is bundled: native packages stay outside. */
export async function buildDrivers(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    ssr: { noExternal: true, external: ['electron', 'sharp', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: {
        // Shared chunks go beside the entries as well, since the kernels look for their worker there.
        output: { chunkFileNames: '[name]-[hash].js' },
        input: {
          main: path.join(import.meta.dirname, 'main.ts'),
          'core-loop': path.join(import.meta.dirname, '..', 'training', 'core-loop.ts'),
          // The threads of the kernels look for it beside the file that they are started from.
          'kernel-worker': path.join(
            import.meta.dirname,
            '../../../electron/training/kernels/worker.ts',
          ),
          'core-limit': path.join(import.meta.dirname, '..', 'core', 'limit', 'limit.ts'),
          'core-contestant': path.join(import.meta.dirname, '..', 'core', 'ours.ts'),
        },
      },
    },
  });
  const description = { name: 'drivers', version: '1.0.0', type: 'module', main: 'main.js' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(description));
  return folder;
}
