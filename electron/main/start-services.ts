import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { Emit } from '../contract.ts';
import type { ImagingNotices, ImagingOperations } from '../imaging/operations.ts';
import { ImagingQueue } from '../imaging/queue.ts';
import type { LibraryOperations } from '../library/operations.ts';
import { ProcessHost } from '../processes/host.ts';
import type { TrainingNotices, TrainingOperations } from '../training/operations.ts';
import { Tasks } from '../tasks/tasks.ts';
import { problemOf } from './problem-error.ts';
import { LibraryClient } from './services.ts';
import type { Services } from './services.ts';

export interface StartedServices extends Services {
  /** Starts the processes that are not needed for the first picture of the window. */
  warmUp: () => void;
  stop: () => void;
}

/** One utility process each for the library, for decoding photos and for training; the library's starts at once. */
export const startServices = (builtFolder: string, emit: Emit): StartedServices => {
  const entry = (name: string) => path.join(builtFolder, 'main', `${name}.js`);
  const userDataFolder = app.getPath('userData');
  mkdirSync(userDataFolder, { recursive: true });

  const libraryHost = new ProcessHost<LibraryOperations>({
    entry: entry('library'),
    serviceName: 'Purrceptron library',
    onExit: () => library.forgetConnection(),
  });
  const library = new LibraryClient(libraryHost, {
    folder: userDataFolder,
    nativeBinding: process.env['PURRCEPTRON_SQLITE_BINDING'] ?? null,
  });
  const imagingHost = new ProcessHost<ImagingOperations, ImagingNotices>({
    entry: entry('imaging'),
    serviceName: 'Purrceptron imaging',
  });
  // libuv's own four threads would be all that decode, however many processors there are.
  const threads = Math.max(4, availableParallelism() + 2);
  imagingHost.setEnvironment('UV_THREADPOOL_SIZE', String(threads));
  const training = new ProcessHost<TrainingOperations, TrainingNotices>({
    entry: entry('training'),
    serviceName: 'Purrceptron training',
  });
  const now = () => performance.now();
  libraryHost.start();
  void library.open().catch((error: unknown) => console.error(error));

  return {
    library,
    imaging: new ImagingQueue(imagingHost),
    startImaging: () =>
      new ProcessHost<ImagingOperations, ImagingNotices>({
        entry: entry('imaging'),
        serviceName: 'Purrceptron eye test',
      }),
    training,
    tasks: new Tasks({ now, emit, problemOf }),
    emit,
    now,
    userDataFolder,
    warmUp: () => {
      imagingHost.start();
      training.start();
    },
    stop: () => {
      libraryHost.stop();
      imagingHost.stop();
      training.stop();
    },
  };
};
