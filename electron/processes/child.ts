import { parentPort } from './parent-port.ts';
import type { FromChild, OperationMap, ToChild } from './messages.ts';
import { Receiver, Sender } from './parts.ts';
import type { Packet } from './parts.ts';

/** What a handler may tell main besides its answer; fulfilled when all of it is on its way. */
export type Emit<Notices> = <Name extends keyof Notices & string>(
  name: Name,
  payload: Notices[Name],
) => Promise<void>;

/** How a process answers each of its operations, at once or later. */
export type Handlers<Operations extends OperationMap> = {
  [Name in keyof Operations]: (
    payload: Parameters<Operations[Name]>[0],
  ) => ReturnType<Operations[Name]> | Promise<ReturnType<Operations[Name]>>;
};

/**
 * Answers the requests of whoever started this process, each in the order of its arrival, several at once
 * where handlers wait. A handler that throws rejects the caller's promise with its message; a mistake that
 * nobody waits for ends the process, so that its host hears of it.
 */
export function serve<Operations extends OperationMap, Notices>(
  build: (emit: Emit<Notices>) => Handlers<Operations>,
): void {
  endOnUnhandledRejection();
  const port = parentPort();
  const sender = new Sender<FromChild>((packet) => port.post(packet));
  // A notice that cannot be sent is a mistake of ours, which ends the process.
  const handlers = build((name, payload) => sender.send({ kind: 'notice', name, payload }));

  const receiver = new Receiver<ToChild>(({ requestId, name, payload }) => {
    const handler = handlers[name as keyof Operations];
    Promise.resolve()
      .then(() => {
        if (handler === undefined) throw new Error(`Expected a known operation, got ${name}`);
        return handler(payload as never);
      })
      .then((value) => sender.send({ kind: 'reply', requestId, value }))
      // Last, so that a reply which cannot be sent fails its own request and not the process.
      .catch((error: unknown) => {
        const { message, stack } = error instanceof Error ? error : new Error(String(error));
        void sender.send({ kind: 'failure', requestId, message, stack: stack ?? message });
      });
  });
  port.onMessage((packet) => receiver.receive(packet as Packet<ToChild>));
  void sender.send({ kind: 'ready' });
}

/** Electron from 37 on only warns, which would leave a caller waiting for a process that has lost its way. */
function endOnUnhandledRejection(): void {
  process.on('unhandledRejection', (error) => {
    console.error(error);
    process.exit(1);
  });
}
