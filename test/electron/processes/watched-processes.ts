import { onTestFinished } from 'vitest';
import { startChildProcess } from '../../../electron/processes/child-process.ts';
import type { FromChild, ToChild } from '../../../electron/processes/messages.ts';
import type { Packet } from '../../../electron/processes/parts.ts';
import type { ProcessToStart, RunningProcess } from '../../../electron/processes/process.ts';

/** A child process, with what it was asked so far. */
export class WatchedProcess implements RunningProcess {
  readonly serviceName: string;
  readonly requests: ToChild[] = [];
  /** The most requests that waited at once. */
  mostInHand = 0;
  isRunning = true;
  readonly #child: RunningProcess;
  #inHand = 0;

  constructor(process: ProcessToStart) {
    this.serviceName = process.serviceName;
    this.#child = startChildProcess(process);
    this.#child.onExit(() => (this.isRunning = false));
  }

  get processId(): number | undefined {
    return this.#child.processId;
  }

  readonly post = (message: unknown): void => {
    this.#child.post(message);
    const packet = message as Packet<ToChild>;
    if (packet.kind !== 'whole' && packet.kind !== 'last') return;
    this.requests.push(packet.message);
    this.#inHand += 1;
    this.mostInHand = Math.max(this.mostInHand, this.#inHand);
  };

  readonly onMessage = (listener: (message: unknown) => void): void =>
    this.#child.onMessage((message) => {
      const packet = message as Packet<FromChild>;
      const isWhole = packet.kind === 'whole' || packet.kind === 'last';
      if (isWhole && 'requestId' in packet.message) this.#inHand -= 1;
      listener(message);
    });

  readonly onExit = (listener: (code: number) => void): void => this.#child.onExit(listener);

  readonly kill = (): void => this.#child.kill();

  /** Dies as from a crash. */
  crash(): void {
    if (this.processId !== undefined) process.kill(this.processId, 'SIGKILL');
  }
}

/** Starts child processes as the app would start its own, and keeps an eye on them. */
export class WatchedProcesses {
  readonly started: WatchedProcess[] = [];

  constructor() {
    onTestFinished(() => {
      for (const { kill } of this.started) kill();
    });
  }

  readonly startProcess = (process: ProcessToStart): RunningProcess => {
    const watched = new WatchedProcess(process);
    this.started.push(watched);
    return watched;
  };

  of(serviceName: string): WatchedProcess[] {
    return this.started.filter((one) => one.serviceName === serviceName);
  }

  /** All that was asked of these processes, in order. */
  requestsTo(serviceName: string): ToChild[] {
    return this.of(serviceName).flatMap(({ requests }) => requests);
  }
}
