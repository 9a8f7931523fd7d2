import type { FromChild, OperationMap, ToChild } from './messages.ts';
import { Receiver, Sender } from './parts.ts';
import type { Packet } from './parts.ts';
import type { RunningProcess, StartProcess } from './process.ts';

/** The process ended while requests were waiting for it. */
export class ProcessExitedError extends Error {
  override name = 'ProcessExitedError';
}

/** The process was stopped for good, because the app quits. */
export class ProcessStoppedError extends Error {
  override name = 'ProcessStoppedError';
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

interface RunningChild {
  process: RunningProcess;
  sender: Sender<ToChild>;
}

export interface HostOptions {
  startProcess: StartProcess;
  /** Absolute path of the module that the process begins with. */
  entry: string;
  /** Shown in the system's process list. */
  serviceName: string;
  /** Called after every waiting request was rejected. `expected` when `stop()` asked for it. */
  onExit?: (exit: { code: number; expected: boolean }) => void;
}

/**
 * The other end of one of our processes: typed requests and notices. It starts the process on
 * the first request and again on the first request after an exit, so that a crash costs the requests
 * in flight (rejected with `ProcessExitedError`) and nothing else.
 */
export class ProcessHost<Operations extends OperationMap, Notices = Record<string, never>> {
  readonly #options: HostOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #environment: Record<string, string> = {};
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();
  #child: RunningChild | null = null;
  #stopping = false;
  #nextRequestId = 1;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  get processId(): number | undefined {
    return this.#child?.process.processId;
  }

  /** Sets an environment variable for the processes started from now on. */
  setEnvironment(name: string, value: string): void {
    this.#environment[name] = value;
  }

  call<Name extends keyof Operations & string>(
    name: Name,
    payload: Parameters<Operations[Name]>[0],
  ): Promise<Awaited<ReturnType<Operations[Name]>>> {
    if (this.#stopping) return Promise.reject(this.#stoppedError());
    const { sender } = this.#running();
    const requestId = this.#nextRequestId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve: resolve as (value: unknown) => void, reject });
      sender.send({ requestId, name, payload }).catch((error: unknown) => {
        this.#waiting.delete(requestId);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** Returns the function that stops listening. */
  listen<Name extends keyof Notices & string>(
    name: Name,
    listener: (payload: Notices[Name]) => void,
  ): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Starts the process ahead of the first request. */
  start(): void {
    this.#running();
  }

  #running(): RunningChild {
    if (this.#child !== null) return this.#child;
    const { startProcess, entry, serviceName } = this.#options;
    const environment = { ...process.env, ...this.#environment };
    const child = startProcess({ entry, serviceName, environment });
    const receiver = new Receiver<FromChild>((message) => this.#receive(message));
    const running = {
      process: child,
      sender: new Sender<ToChild>((packet) => child.post(packet)),
    };
    child.onMessage((packet) => receiver.receive(packet as Packet<FromChild>));
    child.onExit((code) => this.#exited(running, code));
    this.#child = running;
    return running;
  }

  /** Ends the process for good: no call starts it again. */
  stop(): void {
    this.#stopping = true;
    this.#child?.process.kill();
  }

  #receive(message: FromChild): void {
    if (message.kind === 'ready') return;
    if (message.kind === 'notice') {
      for (const listener of this.#listeners.get(message.name) ?? []) {
        listener(message.payload as never);
      }
      return;
    }
    const waiting = this.#waiting.get(message.requestId);
    this.#waiting.delete(message.requestId);
    if (message.kind === 'reply') {
      waiting?.resolve(message.value);
    } else {
      const error = new Error(message.message);
      error.stack = message.stack;
      waiting?.reject(error);
    }
  }

  #exited(child: RunningChild, code: number): void {
    child.sender.close();
    if (this.#child !== child) return;
    this.#child = null;
    const expected = this.#stopping;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    const error = expected
      ? this.#stoppedError()
      : new ProcessExitedError(`${this.#options.serviceName} ended with code ${code}`);
    for (const { reject } of waiting) reject(error);
    this.#options.onExit?.({ code, expected });
  }

  #stoppedError(): ProcessStoppedError {
    return new ProcessStoppedError(`${this.#options.serviceName} was stopped`);
  }
}
