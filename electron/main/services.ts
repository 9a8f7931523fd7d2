import type { Emit, Outcome } from '../contract.ts';
import type { ImagingOperations } from '../imaging/operations.ts';
import type { ImagingQueue } from '../imaging/queue.ts';
import type { LibraryOperations } from '../library/operations.ts';
import type { ProcessHost } from '../processes/host.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { TrainingNotices, TrainingOperations } from '../training/operations.ts';
import { unwrap } from './problem-error.ts';

type Reply<Name extends keyof LibraryOperations> = Awaited<ReturnType<LibraryOperations[Name]>>;

/** The library process, once its database is open; while it cannot be opened every call says why. */
export class LibraryClient {
  readonly #host: Pick<ProcessHost<LibraryOperations>, 'call'>;
  readonly #open: () => Promise<Outcome<{ databaseVersion: number }>>;
  #opened: Promise<Outcome<{ databaseVersion: number }>> | null = null;

  constructor(
    host: Pick<ProcessHost<LibraryOperations>, 'call'>,
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

/** A process for one use: whoever started it stops it. */
export type DisposableProcess = Pick<ProcessHost<ImagingOperations>, 'call' | 'stop'>;

/** What the jobs and the calls work with. */
export interface Services {
  library: LibraryClient;
  imaging: ImagingQueue;
  /** Starts another imaging process, for files that may crash it. */
  startImaging: () => DisposableProcess;
  training: Pick<ProcessHost<TrainingOperations, TrainingNotices>, 'call' | 'listen'>;
  tasks: Tasks;
  emit: Emit;
  /** Milliseconds on a clock that never goes back. */
  now: () => number;
  userDataFolder: string;
}
