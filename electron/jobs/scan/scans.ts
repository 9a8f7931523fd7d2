import type { Id, Problem, ScanDetails, TaskState } from '../../contract.ts';
import type { Task } from '../../tasks/task.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { findPhotos } from './find-photos.ts';
import { readPhotos } from './read-photos.ts';

export interface RunningScan {
  libraryId: Id;
  counts: ScanDetails;
  task: Task<'scan'>;
  /** Tells how the counts stand. */
  tell: () => void;
}

const NOTHING_YET: ScanDetails = {
  step: 'finding',
  found: 0,
  toRead: 0,
  read: 0,
  failed: 0,
  added: 0,
  changed: 0,
  missing: 0,
  renamed: 0,
  ignored: 0,
};

/** The scans that run, one a library at most: find what is on disk, then read what is new or changed. */
export class Scans {
  readonly #services: Services;
  readonly #tasks = new Map<Id, Task<'scan'>>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Begins nothing while a scan of this library runs. */
  start(libraryId: Id): TaskState<'scan'> {
    return this.#begin(libraryId, (scan) => findPhotos(this.#services, scan));
  }

  /**
   * Finds what is on disk and answers once the library knows of it; reading goes on behind. A scan that runs
   * already may have looked too early: this one begins when it has ended.
   */
  async find(libraryId: Id): Promise<void> {
    let running = this.#tasks.get(libraryId);
    while (running !== undefined && !running.isOver) {
      await running.ended;
      running = this.#tasks.get(libraryId);
    }
    return new Promise((resolve) => {
      this.#begin(libraryId, async (scan) => {
        const problem = await findPhotos(this.#services, scan).finally(resolve);
        return problem;
      });
    });
  }

  /** Reads what waits to be read without looking at the disk for more. */
  readWaiting(libraryId: Id): void {
    this.#begin(libraryId, () => Promise.resolve(null));
  }

  /** Goes on with scans that did not end because the app did: those of libraries with photos that wait to be read. */
  async goOn(): Promise<void> {
    const { library } = this.#services;
    for (const { id: libraryId, photoCount } of await library.call('listLibraries', undefined)) {
      const waiting = await library.call('photosToRead', { libraryId });
      if (waiting.length > 0 || photoCount === 0) this.start(libraryId);
    }
  }

  /** Fulfilled when no scan of this library runs any more. */
  async cancel(libraryId: Id): Promise<void> {
    await this.#tasks.get(libraryId)?.cancel();
  }

  #begin(libraryId: Id, find: (scan: RunningScan) => Promise<Problem | null>): TaskState<'scan'> {
    const known = this.#tasks.get(libraryId);
    if (known !== undefined && !known.isOver) return known.state;
    const counts = { ...NOTHING_YET };
    const task = this.#services.tasks.start(
      { kind: 'scan', libraryId, details: { ...counts }, canPause: true },
      async (task) => {
        const tell = () => task.progressed({ ...countOf(counts), details: { ...counts } });
        await this.#run({ libraryId, counts, task, tell }, find);
      },
    );
    this.#tasks.set(libraryId, task);
    return task.state;
  }

  async #run(scan: RunningScan, find: (scan: RunningScan) => Promise<Problem | null>) {
    const { counts, task } = scan;
    try {
      const problem = await find(scan);
      if (!task.signal.aborted) {
        counts.step = 'reading';
        await readPhotos(this.#services, scan);
      }
      if (problem !== null) throw new ProblemError(problem);
    } finally {
      task.changed({ ...countOf(counts), details: { ...counts } });
    }
  }
}

function countOf({ step, found, read, failed, toRead }: ScanDetails) {
  return step === 'finding' ? { done: found, total: null } : { done: read + failed, total: toRead };
}
