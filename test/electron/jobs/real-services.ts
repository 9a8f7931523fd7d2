import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { EventName, Events, Id, TaskKind, TaskState } from '../../../electron/contract.ts';
import type { PhotoRead } from '../../../electron/library/operations.ts';
import { createJobs } from '../../../electron/jobs/jobs.ts';
import { startServices } from '../../../electron/jobs/start-services.ts';
import type { Services } from '../../../electron/jobs/services.ts';
import sharp from 'sharp';
import { temporaryFolder } from '../library/library-in-folder.ts';
import { firstKinds } from '../../../electron/words/index.ts';
import { WatchedProcesses } from '../processes/watched-processes.ts';

type Told = { [Name in EventName]: [name: Name, payload: Events[Name]] }[EventName];

function entryOf(room: string) {
  return fileURLToPath(new URL(`../../../electron/${room}/process.ts`, import.meta.url));
}

/** The app's services as a host without Electron starts them, over a folder of the test's own, and all that was told. */
export function realServices(userDataFolder = temporaryFolder()) {
  const processes = new WatchedProcesses();
  const told: Told[] = [];
  const services = startServices({
    startProcess: processes.startProcess,
    entryOf,
    userDataFolder,
    sqliteBinding: null,
    photosInHand: 2,
    emit: (name, payload) => told.push([name, structuredClone(payload)] as Told),
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
  });
  onTestFinished(() => services.stop());
  const eventsCalled = <Name extends EventName>(name: Name): Events[Name][] =>
    told.flatMap(([told, payload]) => (told === name ? [payload as Events[Name]] : []));
  const statesOf = <Kind extends TaskKind>(kind: Kind): TaskState<Kind>[] =>
    eventsCalled('task.changed').filter((state) => state.kind === kind) as TaskState<Kind>[];
  const taskOf = <Kind extends TaskKind>(kind: Kind): TaskState<Kind> => {
    const task = services.tasks.list().findLast((state) => state.kind === kind);
    if (task === undefined) throw new Error(`Expected a task of kind ${kind}, got none`);
    return task as TaskState<Kind>;
  };
  return {
    services,
    jobs: createJobs(services),
    eventsCalled,
    statesOf,
    /** The last one of its kind, as it stands. */
    taskOf,
    /** Names of what was asked of a process, in order. */
    asked: (room: 'library' | 'imaging' | 'training') =>
      processes.requestsTo(`Purrceptron ${room}`).map(({ name }) => name),
    crash: (room: 'library' | 'imaging' | 'training') =>
      processes.of(`Purrceptron ${room}`).at(-1)?.crash(),
    /** The processes that were started for one use. */
    disposable: () => processes.of('Purrceptron eye test'),
  };
}

/** Two kinds of photos, bright and dark with grain, so that every eye can learn them. */
function drawPhoto(file: string, brightness: number, place: number): Promise<unknown> {
  const background = { r: brightness, g: (brightness + place * 7) % 256, b: 255 - brightness };
  const noise = { type: 'gaussian', mean: brightness, sigma: 20 } as const;
  return sharp({ create: { width: 80, height: 60, channels: 3, background, noise } })
    .jpeg()
    .toFile(file);
}

function readOf(photoId: Id, file: string): PhotoRead {
  return {
    photoId,
    contentHash: createHash('sha256').update(readFileSync(file)).digest('hex'),
    pixelHash: null,
    width: 80,
    height: 60,
    byteSize: 1,
    modifiedAt: 1,
    thumbnail: null,
  };
}

/** A library of such photos, all of them read and labelled. */
export async function labelledLibrary(
  { library, userDataFolder }: Services,
  ofEachKind: number,
): Promise<{ libraryId: Id; files: string[] }> {
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
  const folderId = (await library.call('folders', { libraryId }))[0].folderId;
  const scan = await library.call('beginScan', { libraryId, folderId });
  const found = names.map((relativePath) => ({
    relativePath,
    byteSize: 1,
    modifiedAt: 1,
    fileNumber: null,
  }));
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
}
