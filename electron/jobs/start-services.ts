import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Emit, Problem } from '../contract.ts';
import type { ImagingNotices, ImagingOperations } from '../imaging/operations.ts';
import { ImagingQueue } from '../imaging/queue.ts';
import type { LibraryOperations } from '../library/operations.ts';
import { ProcessHost } from '../processes/host.ts';
import type { StartProcess } from '../processes/process.ts';
import { Tasks } from '../tasks/tasks.ts';
import type { TrainingNotices, TrainingOperations } from '../training/operations.ts';
import { LibraryClient } from './library-client.ts';
import { problemOf } from './problem-error.ts';
import type { Clock, Services } from './services.ts';

/** What a host of the jobs gives: the window's main process, a command line, a test. */
export interface Surroundings {
  startProcess: StartProcess;
  /** The module that each process begins with. */
  entryOf: (room: 'library' | 'imaging' | 'training') => string;
  /** Where the databases and the eyes lie; made where it is not there. */
  userDataFolder: string;
  /** SQLite's addon where it is not the one in its package. */
  sqliteBinding: string | null;
  /** Photos that imaging has in hand at once; null suits the processors. */
  photosInHand: number | null;
  emit: Emit;
  clock: Clock;
}

export interface StartedServices extends Services {
  /** Starts the processes that are not needed for the first picture of the window, and tells what waited for it. */
  warmUp: () => void;
  /** Ends every task and process, once the databases are closed or that takes too long. */
  stop: () => Promise<void>;
}

/** Milliseconds; closing takes a few, and a library that hangs must not keep the app from quitting. */
const PATIENCE = 2000;

/** Nobody listens before the window is painted: until then what is to be told waits. */
function heldBack(tellNow: (problem: Problem) => void) {
  let waiting: Problem[] | null = [];
  return {
    tell: (problem: Problem) => {
      if (waiting === null) tellNow(problem);
      else waiting.push(problem);
    },
    release: () => {
      waiting?.forEach(tellNow);
      waiting = null;
    },
  };
}

/** One process each for the library, for decoding photos and for training; the library's starts at once. */
export function startServices(surroundings: Surroundings): StartedServices {
  const { startProcess, entryOf, userDataFolder, sqliteBinding, emit, clock } = surroundings;
  mkdirSync(userDataFolder, { recursive: true });
  const start = { startProcess };

  const libraryHost = new ProcessHost<LibraryOperations>({
    ...start,
    entry: entryOf('library'),
    serviceName: 'Purrceptron library',
    onExit: () => library.forgetConnection(),
  });
  const problems = heldBack((problem) => emit('app.problem', problem));
  const place = { folder: userDataFolder, nativeBinding: sqliteBinding };
  const library = new LibraryClient(libraryHost, place, problems.tell);
  const imagingHost = imagingProcess(surroundings, 'Purrceptron imaging');
  // libuv's own four threads would be all that decode, however many processors there are.
  const threads = Math.max(4, availableParallelism() + 2);
  imagingHost.setEnvironment('UV_THREADPOOL_SIZE', String(threads));
  const training = new ProcessHost<TrainingOperations, TrainingNotices>({
    ...start,
    entry: entryOf('training'),
    serviceName: 'Purrceptron training',
  });
  const tasks = new Tasks({ now: clock.elapsed, emit, problemOf });
  void library.open().catch((error: unknown) => console.error(error));

  return {
    library,
    imaging: new ImagingQueue(imagingHost, surroundings.photosInHand ?? undefined),
    startImaging: () => imagingProcess(surroundings, 'Purrceptron eye test'),
    training,
    tasks,
    emit,
    clock,
    userDataFolder,
    warmUp: () => {
      imagingHost.start();
      training.start();
      problems.release();
    },
    stop: async () => {
      tasks.cancelAll();
      const closed = library.close().catch((error: unknown) => console.error(error));
      await within(PATIENCE, closed);
      for (const host of [libraryHost, imagingHost, training]) host.stop();
    },
  };
}

function imagingProcess(
  { startProcess, entryOf, userDataFolder }: Surroundings,
  serviceName: string,
): ProcessHost<ImagingOperations, ImagingNotices> {
  const host = new ProcessHost<ImagingOperations, ImagingNotices>({
    startProcess,
    entry: entryOf('imaging'),
    serviceName,
  });
  // What ended a process must be known to the next one.
  host.setEnvironment('PURRCEPTRON_EYE_CRASHES', path.join(userDataFolder, 'eye-crashes.json'));
  return host;
}

/**
 * Until `done`, for so many milliseconds at most. The timer keeps the event loop alive meanwhile: where nothing else
 * does, Electron's main process would never come to it.
 */
async function within(milliseconds: number, done: Promise<unknown>): Promise<void> {
  const inTime = new AbortController();
  const tooLate = wait(milliseconds, undefined, { signal: inTime.signal }).catch(() => undefined);
  await Promise.race([done, tooLate]);
  inTime.abort();
}
