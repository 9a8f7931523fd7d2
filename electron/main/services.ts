import type { EventName, Events, Outcome } from '../contract.ts';
import type { ImagingQueue } from '../imaging/queue.ts';
import type { LibraryOperations } from '../library/operations.ts';
import type { ProcessHost } from '../processes/host.ts';
import type { TrainingNotices, TrainingOperations } from '../training/operations.ts';
import { unwrap } from './problem-error.ts';

export type Emit = <Name extends EventName>(name: Name, payload: Events[Name]) => void;

type Reply<Name extends keyof LibraryOperations> = Awaited<ReturnType<LibraryOperations[Name]>>;

/** The library process, once its database is open; while it cannot be opened every call says why. */
export class LibraryClient {
  readonly #host: ProcessHost<LibraryOperations>;
  readonly #open: () => Promise<Outcome<{ databaseVersion: number }>>;
  #opened: Promise<Outcome<{ databaseVersion: number }>> | null = null;

  constructor(
    host: ProcessHost<LibraryOperations>,
    place: { folder: string; nativeBinding: string | null },
  ) {
    this.#host = host;
    this.#open = () => host.call('open', place);
  }

  open(): Promise<Outcome<{ databaseVersion: number }>> {
    this.#opened ??= this.#open().then((outcome) => {
      // What was in the way may be gone at the next try.
      if (!outcome.ok) this.#opened = null;
      return outcome;
    });
    return this.#opened;
  }

  /** After the process ended, the next call opens the database again. */
  forgetConnection(): void {
    this.#opened = null;
  }

  async call<Name extends keyof LibraryOperations & string>(
    name: Name,
    payload: Parameters<LibraryOperations[Name]>[0],
  ): Promise<Reply<Name>> {
    unwrap(await this.open());
    return this.#host.call(name, payload);
  }
}

/** What the jobs and the calls work with. */
export interface Services {
  library: LibraryClient;
  imaging: ImagingQueue;
  training: ProcessHost<TrainingOperations, TrainingNotices>;
  emit: Emit;
  userDataFolder: string;
}
