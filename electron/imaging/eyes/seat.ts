import { Worker } from 'node:worker_threads';
import type { EyePreset, Outcome } from '../../contract.ts';
import type { OpenNetwork } from './network.ts';

/** What a thread that looks is asked; one thing after another. */
export type SeatRequest =
  | { name: 'open'; network: number; model: Uint8Array; keepsMemory: boolean }
  | {
      name: 'look';
      network: number;
      pixels: Uint8Array;
      preset: EyePreset;
      outputs: readonly string[];
    }
  | { name: 'release'; network: number };

export interface SeatReplies {
  open: Outcome<Pick<OpenNetwork, 'input' | 'outputs'>>;
  look: Outcome<Map<string, Float32Array>>;
  release: null;
}

/** A thread that looks at one photo at a time. */
export class Seat {
  /** Numbers of the networks that are open there. */
  readonly open = new Set<number>();
  isBusy = false;
  readonly #worker: Worker;
  #settle: ((reply: never) => void) | null = null;

  constructor(entry: URL) {
    this.#worker = new Worker(entry);
    this.#worker.on('message', (reply) => this.#settle?.(reply as never));
    // It has no expected failures but those it answers: the process ends with it, and another is started.
    this.#worker.on('error', (error) => {
      throw error;
    });
    // It waits for photos as long as the process lives, and is no reason to go on living.
    this.#worker.unref();
  }

  async ask<Name extends SeatRequest['name']>(
    request: SeatRequest & { name: Name },
    transfer: ArrayBuffer[] = [],
  ): Promise<SeatReplies[Name]> {
    this.#worker.ref();
    try {
      return await new Promise<SeatReplies[Name]>((resolve) => {
        this.#settle = resolve;
        this.#worker.postMessage(request, transfer);
      });
    } finally {
      this.#settle = null;
      this.#worker.unref();
    }
  }
}
