import type { TaskState } from '../../electron/contract.ts';
import { libraries } from './libraries.svelte.ts';
import type { SampleProgress } from './task-views.ts';

/** The drawing of the sample library. */
class Sample {
  #progress = $state.raw<SampleProgress | null>(null);
  #opening = false;

  /** How far the drawing is; null when nothing is drawn. */
  get progress(): SampleProgress | null {
    return this.#progress;
  }

  async open(): Promise<true> {
    this.#opening = true;
    try {
      await libraries.openSample();
    } finally {
      this.#opening = false;
      this.#progress = null;
    }
    return true;
  }

  take({ done, total }: TaskState<'sample'>): void {
    if (this.#opening && total !== null) this.#progress = { drawn: done, total };
  }
}

export const sample = new Sample();
