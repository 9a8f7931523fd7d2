import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';

/** Sends something to a child and waits for the next `event` of `replies`. Fails if the child exits. */
export function answerOf<Answer>(
  child: EventEmitter,
  send: () => void,
  replies: EventEmitter = child,
  event = 'message',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`Expected an answer, got an end with code ${code}`));
    child.once('exit', ended);
    replies.once(event, (answer) => {
      child.off('exit', ended);
      resolve(answer as Answer);
    });
    send();
  });
}

/** Sends one message to a child and waits for the one that comes back. */
export function ask<Answer>(child: ChildProcess, message: object): Promise<Answer> {
  return answerOf<Answer>(child, () => child.send(message));
}
