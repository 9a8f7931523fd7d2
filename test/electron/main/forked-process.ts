import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { FromChild, OperationMap, ToChild } from '../../../electron/processes/messages.ts';
import { Receiver, Sender } from '../../../electron/processes/parts.ts';
import type { Packet } from '../../../electron/processes/parts.ts';

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

class ProcessExitedError extends Error {
  override name = 'ProcessExitedError';
}

class ProcessStoppedError extends Error {
  override name = 'ProcessStoppedError';
}

/** What `ProcessHost` is to Electron's utility process, for one of our processes in plain Node. */
export class ForkedProcess<Operations extends OperationMap, Notices = Record<never, never>> {
  /** Names of the operations that were asked for, in order. */
  readonly asked: string[] = [];
  onNotice: <Name extends keyof Notices>(name: Name, payload: Notices[Name]) => void = () =>
    undefined;
  readonly #room: string;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | null = null;
  #sender = new Sender<ToChild>(() => undefined);
  #stopped = false;
  #nextId = 1;

  constructor(room: 'library' | 'imaging' | 'training') {
    this.#room = room;
    onTestFinished(() => this.stop());
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  setEnvironment(): void {
    throw new Error('Expected no change of the environment in these tests');
  }

  call<Name extends keyof Operations & string>(
    name: Name,
    payload: Parameters<Operations[Name]>[0],
  ): Promise<Awaited<ReturnType<Operations[Name]>>> {
    if (this.#stopped) return Promise.reject(new ProcessStoppedError('stopped'));
    this.asked.push(name);
    this.#child ??= this.#start();
    const requestId = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      void this.#sender.send({ requestId, name, payload });
    });
  }

  /** Dies as from a crash; the next call starts it anew. */
  crash(): void {
    this.#child?.kill('SIGKILL');
  }

  stop(): void {
    this.#stopped = true;
    this.#child?.kill('SIGKILL');
  }

  #start(): ChildProcess {
    const entry = fileURLToPath(new URL('process-in-node.ts', import.meta.url));
    const child = fork(entry, [this.#room], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const sender = new Sender<ToChild>((packet) => child.send(packet));
    const receiver = new Receiver<FromChild>((message) => this.#receive(message));
    this.#sender = sender;
    child.on('message', (packet: Packet<FromChild>) => receiver.receive(packet));
    // What could not be sent any more is answered by the exit.
    child.on('error', () => undefined);
    child.on('exit', () => {
      sender.close();
      this.#child = null;
      const waiting = [...this.#waiting.values()];
      this.#waiting.clear();
      const exited = this.#stopped
        ? new ProcessStoppedError('stopped')
        : new ProcessExitedError('the child died');
      for (const { reject } of waiting) reject(exited);
    });
    return child;
  }

  #receive(message: FromChild): void {
    if (message.kind === 'ready') return;
    if (message.kind === 'notice') {
      this.onNotice(message.name as never, message.payload as never);
      return;
    }
    const waiting = this.#waiting.get(message.requestId);
    this.#waiting.delete(message.requestId);
    if (message.kind === 'reply') waiting?.resolve(message.value as never);
    else waiting?.reject(new Error(message.message));
  }
}
