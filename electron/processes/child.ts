import type { FromChild, OperationMap, ToChild } from './messages.ts';

/** What a handler may tell main besides its answer. */
export type Emit<Notices> = <Name extends keyof Notices & string>(
  name: Name,
  payload: Notices[Name],
) => void;

/** How a process answers each of its operations, at once or later. */
export type Handlers<Operations extends OperationMap> = {
  [Name in keyof Operations]: (
    payload: Parameters<Operations[Name]>[0],
  ) => ReturnType<Operations[Name]> | Promise<ReturnType<Operations[Name]>>;
};

/**
 * Answers the main process's requests in a utility process, each in the order of its arrival, several
 * at once where handlers wait. A handler that throws rejects the caller's promise with its message.
 */
export function serve<Operations extends OperationMap, Notices>(
  build: (emit: Emit<Notices>) => Handlers<Operations>,
): void {
  const port = process.parentPort;
  const post = (message: FromChild) => port.postMessage(message);
  const handlers = build((name, payload) => post({ kind: 'notice', name, payload }));

  port.on('message', ({ data }: { data: ToChild }) => {
    const { requestId, name, payload } = data;
    const handler = handlers[name as keyof Operations];
    Promise.resolve()
      .then(() => {
        if (handler === undefined) throw new Error(`Expected a known operation, got ${name}`);
        return handler(payload as never);
      })
      .then((value) => post({ kind: 'reply', requestId, value }))
      // Last, so that a reply which cannot be sent fails its own request and not the process.
      .catch((error: unknown) => {
        const { message, stack } = error instanceof Error ? error : new Error(String(error));
        post({ kind: 'failure', requestId, message, stack: stack ?? message });
      });
  });
  post({ kind: 'ready' });
}
