import { fork } from 'node:child_process';
import type { ProcessToStart, RunningProcess } from './process.ts';

/** What the system tells of a process that a signal ended, or that never began. */
const NO_CODE = -1;
const STANDARD_ERROR = 2;

export function startChildProcess({ entry, environment }: ProcessToStart): RunningProcess {
  const child = fork(entry, [], {
    // Typed arrays stay typed arrays.
    serialization: 'advanced',
    execArgv: [],
    env: environment,
    // Standard output is for answers alone: nothing that a process says may come between them.
    stdio: ['ignore', STANDARD_ERROR, STANDARD_ERROR, 'ipc'],
  });
  const exitListeners: ((code: number) => void)[] = [];
  const ended = (code: number) => {
    for (const listener of exitListeners.splice(0)) listener(code);
  };
  child.on('exit', (code) => ended(code ?? NO_CODE));
  child.on('error', () => {
    // What could not be sent any more is answered by the exit, which does not come where nothing was started.
    if (child.pid === undefined) ended(NO_CODE);
  });
  return {
    get processId() {
      return child.pid;
    },
    post: (message) => child.send(message as object),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => exitListeners.push(listener),
    kill: () => child.kill('SIGKILL'),
  };
}
