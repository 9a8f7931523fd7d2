import { blockedKernels } from '../../core/index.ts';
import type { Kernels } from '../../core/index.ts';

export const kernelsWith = async (_threads: number): Promise<Kernels> => blockedKernels();

export const arithmetic = (): string => 'The network computes in plain JavaScript on one thread.';
