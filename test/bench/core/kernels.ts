import { blockedKernels, referenceKernels } from '../../../core/index.ts';
import type { Kernels } from '../../../core/index.ts';
import type { Workload } from './workloads.ts';

export interface KernelChoice {
  name: 'reference' | 'blocked';
}

/** The kernels that a contestant of ours trains with. */
export const chooseKernels = async (
  { name }: KernelChoice,
  _workload: Workload,
): Promise<Kernels> => (name === 'reference' ? referenceKernels : blockedKernels());
