import type { Id, Problem, ScanProgress } from '../../contract.ts';
import type { Services } from '../services.ts';
import { problemOf } from '../problem-error.ts';
import { findPhotos } from './find-photos.ts';
import { readPhotos } from './read-photos.ts';

export interface RunningScan {
  progress: ScanProgress;
  signal: AbortSignal;
  /** Tells the window, at most every tenth of a second. */
  tell: () => void;
}

const nothingYet = (libraryId: Id): ScanProgress => ({
  libraryId,
  phase: 'finding',
  found: 0,
  toRead: 0,
  read: 0,
  failed: 0,
  added: 0,
  changed: 0,
  missing: 0,
  renamed: 0,
  ignored: 0,
  problem: null,
});

/** The scans that run, one a library at most: find what is on disk, then read what is new or changed. */
export class Scans {
  readonly #services: Services;
  readonly #running = new Map<
    Id,
    { scan: RunningScan; abort: AbortController; ended: Promise<void> }
  >();
  readonly #last = new Map<Id, ScanProgress>();

  constructor(services: Services) {
    this.#services = services;
  }

  current(libraryId: Id): ScanProgress | null {
    return this.#running.get(libraryId)?.scan.progress ?? this.#last.get(libraryId) ?? null;
  }

  /** Does nothing while a scan of this library runs. */
  start(libraryId: Id): void {
    this.#begin(libraryId, (scan) => findPhotos(this.#services, scan));
  }

  /** Finds what is on disk and answers once the library knows of it; reading goes on behind. */
  find(libraryId: Id): Promise<void> {
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

  cancel(libraryId: Id): Promise<void> {
    const running = this.#running.get(libraryId);
    running?.abort.abort();
    return running?.ended ?? Promise.resolve();
  }

  #begin(libraryId: Id, find: (scan: RunningScan) => Promise<Problem | null>): void {
    if (this.#running.has(libraryId)) return;
    const abort = new AbortController();
    let toldAt = 0;
    const scan: RunningScan = {
      progress: nothingYet(libraryId),
      signal: abort.signal,
      tell: () => {
        const now = performance.now();
        if (now - toldAt < 100) return;
        toldAt = now;
        this.#services.emit('scan.progress', { ...scan.progress });
      },
    };
    const ended = this.#run(scan, find);
    this.#running.set(libraryId, { scan, abort, ended });
  }

  async #run(scan: RunningScan, find: (scan: RunningScan) => Promise<Problem | null>) {
    const { progress, signal } = scan;
    const { libraryId } = progress;
    try {
      progress.problem = await find(scan);
      if (!signal.aborted) {
        progress.phase = 'reading';
        await readPhotos(this.#services, scan);
      }
      if (signal.aborted) progress.phase = 'cancelled';
      else progress.phase = progress.problem === null ? 'done' : 'failed';
    } catch (error) {
      progress.phase = signal.aborted ? 'cancelled' : 'failed';
      if (!signal.aborted) progress.problem = problemOf(error);
    }
    this.#running.delete(libraryId);
    this.#last.set(libraryId, { ...progress });
    this.#services.emit('scan.progress', { ...progress });
  }
}
