import type { Emit } from '../contract.ts';
import type { ImagingOperations } from '../imaging/operations.ts';
import type { ImagingQueue } from '../imaging/queue.ts';
import type { ProcessHost } from '../processes/host.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { TrainingNotices, TrainingOperations } from '../training/operations.ts';
import type { LibraryClient } from './library-client.ts';

/** Where the jobs take the time from. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds since some moment; never goes back. */
  elapsed: () => number;
}

/** A process for one use: whoever started it stops it. */
export type DisposableProcess = Pick<ProcessHost<ImagingOperations>, 'call' | 'stop'>;

/** What the jobs work with, given by whoever hosts them. */
export interface Services {
  library: LibraryClient;
  imaging: ImagingQueue;
  /** Starts another imaging process, for files that may crash it. */
  startImaging: () => DisposableProcess;
  training: Pick<ProcessHost<TrainingOperations, TrainingNotices>, 'call' | 'listen'>;
  tasks: Tasks;
  emit: Emit;
  clock: Clock;
  userDataFolder: string;
}
