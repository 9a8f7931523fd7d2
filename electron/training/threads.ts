import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Linux tells which logical processors share a core; elsewhere those of x86 mostly come in pairs. */
const physicalCores = (): number => {
  const logical = os.availableParallelism();
  try {
    const cores = new Set(
      Array.from({ length: os.cpus().length }, (_, index) =>
        readFileSync(
          `/sys/devices/system/cpu/cpu${index}/topology/thread_siblings_list`,
          'utf8',
        ).trim(),
      ),
    );
    return Math.min(logical, cores.size);
  } catch {
    return process.arch === 'x64' ? Math.ceil(logical / 2) : logical;
  }
};

/** One core is left to the window and to the photos. */
export const defaultThreads = (): number => Math.max(1, physicalCores() - 1);
