// An app without a window: starts single processes of Purrceptron through its own hosts and queues, so
// that each can be measured without the rest.

import { app } from 'electron';
import { keepMemoryAtHand } from '../../../electron/main/allocator.ts';
import { askChild, startChild, stopChild } from './children.ts';
import type { Drivers } from './drivers.ts';
import { readPhotos, startImaging } from './imaging.ts';
import { makeLibrary } from './make-library.ts';
import { trainMany } from './train-many.ts';
import { trainAlone, trainInApp } from './train.ts';

const drivers: Drivers = {
  startImaging,
  readPhotos,
  makeLibrary,
  trainInApp,
  trainAlone,
  trainMany,
  startChild,
  askChild,
  stopChild,
};

keepMemoryAtHand(app.commandLine, process.platform);
void app.whenReady().then(() => Object.assign(globalThis, { drivers }));
