import { utilityProcess } from 'electron';
import type { ProcessToStart, RunningProcess } from './process.ts';

export function startUtilityProcess(process: ProcessToStart): RunningProcess {
  const { entry, serviceName, environment } = process;
  const child = utilityProcess.fork(entry, [], {
    serviceName,
    env: environment,
    stdio: 'inherit',
  });
  return {
    get processId() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
}
