import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';
import { blockedKernels, createWasmKernels } from '../../../core/index.ts';
import type { Kernels } from '../../../core/index.ts';
import { PORTABLE_MODULE, RELAXED_MODULE } from '../../../core/engines/wasm/modules.ts';
import { defaultThreads } from './cores.ts';
import { instantiate } from './seat.ts';
import type { Seat } from './seat.ts';

/** WebAssembly with fused multiply-add, without it, and plain JavaScript. */
export type Build = 'relaxed' | 'portable' | 'blocked';

export interface KernelOptions {
  /** Threads that compute, this one among them. Where not named: one less than there are cores. */
  threads?: number;
  /** The builds to choose from, the best first. Where not named: all. */
  builds?: readonly Build[];
}

export interface LoadedKernels {
  kernels: Kernels;
  build: Build;
  /** Threads that compute. */
  threads: number;
  /** Ends the threads. The kernels still work then, on the caller's thread. */
  close: () => Promise<void>;
}

/** Pages of 64 KB, 2 GB: as much as the modules allow. Only what is used is taken from the system. */
const MOST_PAGES = 32_768;

const ORDER: readonly Build[] = ['relaxed', 'portable', 'blocked'];

/** Loads the fastest kernels that this engine runs, and starts the threads that help. */
export async function loadKernels({
  threads = defaultThreads(),
  builds = ORDER,
}: KernelOptions = {}): Promise<LoadedKernels> {
  for (const build of ORDER.filter((name) => builds.includes(name))) {
    if (build === 'blocked') break;
    const bytes = Buffer.from(build === 'relaxed' ? RELAXED_MODULE : PORTABLE_MODULE, 'base64');
    if (canRun(bytes, build)) return start(bytes, build, threads);
  }
  return {
    kernels: blockedKernels(),
    build: 'blocked',
    threads: 1,
    close: async () => undefined,
  };
}

function canRun(bytes: Uint8Array<ArrayBuffer>, build: Build): boolean {
  if (WebAssembly.validate(bytes)) return true;
  // Engines before V8 11.4 have relaxed SIMD behind a flag, which newer ones no longer know.
  if (build !== 'relaxed' || Number.parseFloat(process.versions.v8) >= 11.4) return false;
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(bytes);
}

function start(
  bytes: Uint8Array<ArrayBuffer>,
  build: 'relaxed' | 'portable',
  threads: number,
): LoadedKernels {
  const module = new WebAssembly.Module(bytes);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  const exports = instantiate(module, memory);
  const kernels = createWasmKernels({ memory, exports }, build, threads);
  const { control } = kernels.wasm;
  const helpers = Array.from({ length: threads - 1 }, (_, index) =>
    startHelper({ module, memory, control, seat: index + 1 }),
  );
  return {
    kernels,
    build,
    threads,
    close: async () => {
      // Somebody waits for them now.
      for (const { worker } of helpers) worker.ref();
      exports.close(control);
      await Promise.all(helpers.map(({ gone }) => gone));
    },
  };
}

interface Helper {
  worker: Worker;
  gone: Promise<unknown>;
}

function startHelper(seat: Seat): Helper {
  // As TypeScript beside this file, or as a built file beside the one that this became part of.
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './kernel-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: seat });
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  // Where one cannot start, the others do its work, only later.
  worker.on('error', (error) => console.error(error));
  // It waits for work as long as the process lives, and is no reason to go on living.
  worker.unref();
  return { worker, gone };
}
