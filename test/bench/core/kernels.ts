import { blockedKernels, referenceKernels } from '../../../core/index.ts';
import type { Kernels } from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import type { Build } from '../../../electron/training/kernels/load.ts';

export interface KernelChoice {
  build: Build | 'reference';
  threads: 1 | 2;
}

/** The kernels that a contestant of ours trains with. @throws Error where the engine does not run them. */
export async function chooseKernels({ build, threads }: KernelChoice): Promise<Kernels> {
  if (build === 'reference') return referenceKernels;
  if (build === 'blocked') return blockedKernels();
  const loaded = await loadKernels({ builds: [build], threads });
  if (loaded.build !== build) throw new Error(`Expected the ${build} build, got ${loaded.build}`);
  return loaded.kernels;
}
