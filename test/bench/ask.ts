import type { ChildProcess } from 'node:child_process';

/** Sends one message to a child and waits for the one that comes back. */
export const ask = <Answer>(child: ChildProcess, message: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`Expected an answer, got an end with code ${code}`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as Answer);
    });
    child.send(message);
  });
