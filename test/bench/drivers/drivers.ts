import type { LibraryOrder } from './make-library.ts';
import type { ManyExamples, Remembered } from './train-many.ts';
import type { Trained, TrainingOrder } from './train.ts';

/** What the driver app offers to code evaluated in its main process. */
export interface Drivers {
  startImaging: (entry: string) => Promise<{ atATime: number; decoder: string }>;
  /** Reads photos to network input through the app's own queue; milliseconds. */
  readPhotos: (paths: string[]) => Promise<number>;
  makeLibrary: (order: LibraryOrder) => Promise<void>;
  trainInApp: (order: TrainingOrder) => Promise<Trained>;
  /** The same loop in a utility process that has `core/` and nothing else. */
  trainAlone: (order: TrainingOrder) => Promise<Trained>;
  trainMany: (order: ManyExamples & { entry: string }) => Promise<Remembered>;
  /** Long-lived utility processes, each known by its number. */
  startChild: (given: { file: string; argument: string }) => Promise<number>;
  askChild: (given: { number: number; message: object }) => Promise<unknown>;
  stopChild: (number: number) => void;
}

declare global {
  // Only `var` makes a name of the global object.
  var drivers: Drivers;
}
