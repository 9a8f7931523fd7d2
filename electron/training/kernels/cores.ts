import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Physical cores that Linux tells of in /proc/cpuinfo; null where it does not. */
export function coresOf(cpuinfo: string): number | null {
  const cores = new Set<string>();
  for (const processor of cpuinfo.split('\n\n')) {
    const socket = /^physical id\s*:\s*(\d+)/m.exec(processor)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(processor)?.[1];
    if (socket !== undefined && core !== undefined) cores.add(`${socket} ${core}`);
  }
  return cores.size > 0 ? cores.size : null;
}

function told(): number | null {
  try {
    return process.platform === 'linux' ? coresOf(readFileSync('/proc/cpuinfo', 'utf8')) : null;
  } catch {
    return null;
  }
}

/** Cores with arithmetic units of their own. Where nobody tells, PCs are taken to have two threads on each. */
function physicalCores(): number {
  const threads = os.availableParallelism();
  const guessed = process.arch === 'x64' ? Math.ceil(threads / 2) : threads;
  return Math.min(threads, told() ?? guessed);
}

/** Threads for the network: one core is left to the window. */
export function defaultThreads(): number {
  return Math.max(1, physicalCores() - 1);
}
