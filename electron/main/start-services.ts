import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { ImagingNotices, ImagingOperations } from '../imaging/operations.ts';
import { ImagingQueue } from '../imaging/queue.ts';
import type { LibraryOperations } from '../library/operations.ts';
import { ProcessHost } from '../processes/host.ts';
import type { TrainingNotices, TrainingOperations } from '../training/operations.ts';
import { LibraryClient } from './services.ts';
import type { Emit, Services } from './services.ts';

export interface StartedServices extends Services {
  /** Starts the processes that are not needed for the first picture of the window. */
  warmUp: () => void;
  stop: () => void;
}

/** One utility process each for the library, for decoding photos and for training; the library's starts at once. */
export const startServices = (
  builtFolder: string,
  emit: Emit,
  noticed: <Name extends keyof TrainingNotices>(name: Name, notice: TrainingNotices[Name]) => void,
): StartedServices => {
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
    onNotice: (name, payload) => {
      if (name === 'drawn') emit('sample.progress', payload);
    },
  });
  // libuv's own four threads would be all that decode, however many processors there are.
  const threads = Math.max(4, availableParallelism() + 2);
  imagingHost.setEnvironment('UV_THREADPOOL_SIZE', String(threads));
  // Beside the library: what ended the process must be known to the next one.
  const crashes = path.join(userDataFolder, 'eye-crashes.json');
  imagingHost.setEnvironment('PURRCEPTRON_EYE_CRASHES', crashes);
  const training = new ProcessHost<TrainingOperations, TrainingNotices>({
    entry: entry('training'),
    serviceName: 'Purrceptron training',
    onNotice: noticed,
  });
  libraryHost.start();
  void library.open().catch((error: unknown) => console.error(error));

  return {
    library,
    imaging: new ImagingQueue(imagingHost),
    startImaging: () => {
      const host = new ProcessHost<ImagingOperations, ImagingNotices>({
        entry: entry('imaging'),
        serviceName: 'Purrceptron eye test',
      });
      host.setEnvironment('PURRCEPTRON_EYE_CRASHES', crashes);
      return host;
    },
    training,
    emit,
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
