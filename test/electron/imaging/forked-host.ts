import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ImagingOperations } from '../../../electron/imaging/operations.ts';
import type { ImagingHost } from '../../../electron/imaging/queue.ts';
import type { FromChild, ToChild } from '../../../electron/processes/messages.ts';
import { Receiver, Sender } from '../../../electron/processes/parts.ts';
import type { Packet } from '../../../electron/processes/parts.ts';

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

class ProcessExitedError extends Error {
  override name = 'ProcessExitedError';
}

/** What `ProcessHost` is to Electron's utility process, for a child of plain Node. */
export class ForkedHost implements ImagingHost {
  /** Processes started so far. */
  started = 0;
  /** The most requests that waited at once. */
  mostInHand = 0;
  /** Paths in the order in which the process was given them. */
  readonly given: string[] = [];
  readonly #environment: Record<string, string>;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | null = null;
  #sender = new Sender<ToChild>(() => undefined);
  #nextId = 1;

  constructor(environment: Record<string, string> = {}) {
    this.#environment = environment;
  }

  setEnvironment(name: string, value: string): void {
    this.#environment[name] = value;
  }

  call<Name extends keyof ImagingOperations & string>(
    name: Name,
    payload: Parameters<ImagingOperations[Name]>[0],
  ): Promise<Awaited<ReturnType<ImagingOperations[Name]>>> {
    this.#child ??= this.#start();
    const requestId = this.#nextId++;
    const requests = payload && 'requests' in payload ? payload.requests : [payload];
    for (const request of requests) {
      const source = request && 'source' in request ? request.source : null;
      if (source !== null && 'path' in source) this.given.push(source.path);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      this.mostInHand = Math.max(this.mostInHand, this.#waiting.size);
      void this.#sender.send({ requestId, name, payload });
    });
  }

  /** Of the process that was started last. */
  get processId(): number {
    return this.#child?.pid ?? 0;
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  #start(): ChildProcess {
    this.started += 1;
    const child = fork(fileURLToPath(new URL('imaging-child.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: [],
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const sender = new Sender<ToChild>((packet) => child.send(packet));
    const receiver = new Receiver<FromChild>((message) => {
      if (message.kind !== 'reply' && message.kind !== 'failure') return;
      const waiting = this.#waiting.get(message.requestId);
      this.#waiting.delete(message.requestId);
      if (message.kind === 'reply') waiting?.resolve(message.value as never);
      else waiting?.reject(new Error(message.message));
    });
    this.#sender = sender;
    child.on('message', (packet: Packet<FromChild>) => receiver.receive(packet));
    // What could not be sent any more is answered by the exit.
    child.on('error', () => undefined);
    child.on('exit', () => {
      sender.close();
      this.#child = null;
      const waiting = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of waiting) reject(new ProcessExitedError('the child died'));
    });
    return child;
  }
}
