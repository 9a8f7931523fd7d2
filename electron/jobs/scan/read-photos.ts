import type { Id, Outcome, Problem } from '../../contract.ts';
import type { ReadPhoto } from '../../imaging/operations.ts';
import type { PhotoRead, PhotoToRead } from '../../library/operations.ts';
import { release } from '../looking/release.ts';
import type { Services } from '../services.ts';
import type { RunningScan } from './scans.ts';

const RECORD_EVERY = 150; // milliseconds

/** Reads every photo that waits for it and writes down how each went, a batch at a time. */
export async function readPhotos(services: Services, scan: RunningScan): Promise<void> {
  const { libraryId, counts, task } = scan;
  const waiting = await services.library.call('photosToRead', { libraryId });
  counts.toRead = waiting.length;
  task.beginStep({ total: waiting.length, details: { ...counts } });
  const log = new ReadLog(services, scan);
  let next = 0;
  const work = async () => {
    while (next < waiting.length && (await task.mayGoOn())) {
      const photo = waiting[next++];
      if (photo !== undefined) await readOne(services, scan, log, photo);
    }
  };
  await Promise.all(Array.from({ length: services.imaging.concurrency * 8 }, work));
  await log.flush();
}

async function readOne(
  services: Services,
  { task: { signal } }: RunningScan,
  log: ReadLog,
  { photoId, path }: PhotoToRead,
): Promise<void> {
  const request = { source: { path }, thumbnail: true, eyes: [] };
  const outcome = await services.imaging.read(request, { signal });
  if (!signal.aborted) await log.add(photoId, outcome);
}

/** Gathers how reads went, so that the library is written to and the window told in batches. */
class ReadLog {
  readonly #services: Services;
  readonly #scan: RunningScan;
  #reads: PhotoRead[] = [];
  #failures: { photoId: Id; problem: Problem; missing: boolean }[] = [];
  #flushedAt: number;

  constructor(services: Services, scan: RunningScan) {
    this.#services = services;
    this.#scan = scan;
    this.#flushedAt = services.clock.elapsed();
  }

  async add(photoId: Id, outcome: Outcome<ReadPhoto>): Promise<void> {
    const { counts, tell } = this.#scan;
    if (outcome.ok) {
      this.#reads.push({ photoId, ...outcome.value });
      counts.read += 1;
    } else {
      const { problem } = outcome;
      this.#failures.push({ photoId, problem, missing: problem.code === 'file-missing' });
      counts.failed += 1;
    }
    tell();
    if (this.#services.clock.elapsed() - this.#flushedAt > RECORD_EVERY) await this.flush();
  }

  async flush(): Promise<void> {
    this.#flushedAt = this.#services.clock.elapsed();
    const { library, emit } = this.#services;
    const { libraryId, counts } = this.#scan;
    const [reads, failures] = [this.#reads, this.#failures];
    this.#reads = [];
    this.#failures = [];
    if (reads.length > 0) {
      const result = await library.call('recordReads', { libraryId, reads });
      release(reads.flatMap(({ thumbnail }) => thumbnail ?? []));
      counts.renamed += result.renamed;
      const photos = result.removedPhotoIds.length > 0 ? null : result.columns;
      emit('photos.changed', { libraryId, photos });
    }
    if (failures.length > 0) {
      const photos = await library.call('recordFailures', { libraryId, failures });
      emit('photos.changed', { libraryId, photos });
    }
  }
}
