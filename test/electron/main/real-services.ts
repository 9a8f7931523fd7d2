import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventName, Events, Id } from '../../../electron/contract.ts';
import type { ImagingOperations } from '../../../electron/imaging/operations.ts';
import { ImagingQueue } from '../../../electron/imaging/queue.ts';
import type { LibraryOperations, PhotoRead } from '../../../electron/library/operations.ts';
import { LibraryClient } from '../../../electron/main/services.ts';
import type { Services } from '../../../electron/main/services.ts';
import type { TrainingNotices, TrainingOperations } from '../../../electron/training/operations.ts';
import sharp from 'sharp';
import { temporaryFolder } from '../library/library-in-folder.ts';
import { ForkedProcess } from './forked-process.ts';
import { firstKinds } from '../../../electron/words/index.ts';

type Told = { [Name in EventName]: [name: Name, payload: Events[Name]] }[EventName];

/** The processes of the app in plain Node, over a folder of the test's own, and all that was told to the window. */
export const realServices = () => {
  const userDataFolder = temporaryFolder();
  const libraryProcess = new ForkedProcess<LibraryOperations>('library');
  const imagingProcess = new ForkedProcess<ImagingOperations>('imaging');
  const training = new ForkedProcess<TrainingOperations, TrainingNotices>('training');
  const disposable: ForkedProcess<ImagingOperations>[] = [];
  const told: Told[] = [];
  const services: Services = {
    library: new LibraryClient(libraryProcess, { folder: userDataFolder, nativeBinding: null }),
    imaging: new ImagingQueue(imagingProcess, 2),
    startImaging: () => {
      const process = new ForkedProcess<ImagingOperations>('imaging');
      disposable.push(process);
      return process;
    },
    training,
    emit: (name, payload) => told.push([name, structuredClone(payload)] as Told),
    userDataFolder,
  };
  const eventsCalled = <Name extends EventName>(name: Name): Events[Name][] =>
    told.flatMap(([told, payload]) => (told === name ? [payload as Events[Name]] : []));
  onTestFinished(() => services.library.call('close', undefined));
  return { services, training, libraryProcess, imagingProcess, disposable, eventsCalled };
};

/** Two kinds of photos, bright and dark with grain, so that every eye can learn them. */
const drawPhoto = (file: string, brightness: number, place: number): Promise<unknown> => {
  const background = { r: brightness, g: (brightness + place * 7) % 256, b: 255 - brightness };
  const noise = { type: 'gaussian', mean: brightness, sigma: 20 } as const;
  return sharp({ create: { width: 80, height: 60, channels: 3, background, noise } })
    .jpeg()
    .toFile(file);
};

const readOf = (photoId: Id, file: string): PhotoRead => ({
  photoId,
  contentHash: createHash('sha256').update(readFileSync(file)).digest('hex'),
  width: 80,
  height: 60,
  byteSize: 1,
  modifiedAt: 1,
  thumbnail: null,
});

/** A library of such photos, all of them read and labelled. */
export const labelledLibrary = async (
  { library, userDataFolder }: Services,
  ofEachKind: number,
): Promise<{ libraryId: Id; files: string[] }> => {
  const folder = path.join(userDataFolder, 'photos');
  mkdirSync(folder);
  const names = ['cat', 'dog'].flatMap((kind) =>
    Array.from({ length: ofEachKind }, (_, index) => `${kind}-${index}.jpg`),
  );
  const files = names.map((name) => path.join(folder, name));
  await Promise.all(
    files.map((file, index) => drawPhoto(file, index < ofEachKind ? 170 : 90, index)),
  );
  const { id: libraryId } = await library.call('createLibrary', {
    name: 'Pets',
    kind: 'folders',
    folders: [folder],
    categories: firstKinds(),
  });
  const folderId = (await library.call('folders', { libraryId }))[0]!.folderId;
  const scan = await library.call('beginScan', { libraryId, folderId });
  const found = names.map((relativePath) => ({ relativePath, byteSize: 1, modifiedAt: 1 }));
  await library.call('recordFound', { libraryId, folderId, scan, files: found });
  const reads = (await library.call('photosToRead', { libraryId })).map(({ photoId, path: file }) =>
    readOf(photoId, file),
  );
  await library.call('recordReads', { libraryId, reads });
  const marks = names.map((relativePath, index) => ({
    relativePath,
    position: index < ofEachKind ? (0 as const) : (1 as const),
  }));
  await library.call('importMarks', { libraryId, marks });
  return { libraryId, files };
};
