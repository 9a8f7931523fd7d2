/** A process's way to whoever started it. */
export interface ParentPort {
  /** @throws DataCloneError for what cannot be sent. */
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
}

/** That of a utility process, or of a child process. A child process ends with the one that started it. */
export function parentPort(): ParentPort {
  const port = process.parentPort as typeof process.parentPort | undefined;
  if (port !== undefined) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data }: { data: unknown }) => listener(data)),
    };
  }
  if (process.send === undefined) throw new Error('Expected a process that was started by another');
  process.on('disconnect', () => process.exit());
  return {
    post: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  };
}
