import os from 'node:os';

export interface Machine {
  system: string;
  processor: string;
  cores: number;
  memoryGigabytes: number;
  node: string;
  electron: string;
  /** Load of the system in the minute before measuring. */
  loadAverage: number;
}

export function describeMachine(electron: string): Machine {
  return {
    system: `${os.type()} ${os.release()} ${process.arch}`,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: os.availableParallelism(),
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
    electron,
    loadAverage: Number((os.loadavg()[0] ?? 0).toFixed(1)),
  };
}

export function machineLine(machine: Machine): string {
  return (
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; ` +
    `Node ${machine.node}, Electron ${machine.electron}; load ${machine.loadAverage} at the start`
  );
}
