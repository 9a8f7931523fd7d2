import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Id } from '../../contract.ts';
import type { CallHandlers } from '../ipc.ts';
import { askForFolders } from '../dialogs.ts';
import { ProblemError } from '../problem-error.ts';
import { openSample, sampleFolder } from '../sample.ts';
import type { Scans } from '../scan/scans.ts';
import { libraryNameFor } from '../../words/index.ts';
import type { Services } from '../services.ts';

type LibraryCalls = Pick<
  CallHandlers,
  Extract<keyof CallHandlers, `libraries.${string}` | `scan.${string}`>
>;

export const libraryCalls = (services: Services, scans: Scans): LibraryCalls => {
  const { library } = services;

  const openFolders = async (folders: string[]): Promise<{ libraryId: Id }> => {
    const known = await library.call('findLibrary', { folders });
    const libraryId =
      known ??
      (await library.call('createLibrary', { name: nameFor(folders), kind: 'folders', folders }))
        .id;
    scans.start(libraryId);
    return { libraryId };
  };

  return {
    'libraries.list': () => library.call('listLibraries', undefined),
    'libraries.openFolders': async ({ paths }) => {
      const folders = await chosenFolders(paths);
      return folders === null ? null : openFolders(folders);
    },
    'libraries.addFolders': async ({ libraryId, paths }) => {
      const folders = await chosenFolders(paths);
      if (folders === null) return null;
      await library.call('addFolders', { libraryId, folders });
      await scans.cancel(libraryId);
      scans.start(libraryId);
      return { libraryId };
    },
    'libraries.openSample': () => openSample(services, scans),
    'libraries.contents': (payload) => library.call('contents', payload),
    'libraries.rename': (payload) => library.call('renameLibrary', payload),
    'libraries.renameCategory': async (payload) => {
      const outcome = await library.call('renameCategory', payload);
      if (!outcome.ok) throw new ProblemError(outcome.problem);
      return outcome.value;
    },
    'libraries.remove': async ({ libraryId }) => {
      await scans.cancel(libraryId);
      const removed = await library.call('removeLibrary', { libraryId });
      if (removed.kind === 'sample') {
        // Only ever the folder that we drew ourselves.
        await rm(sampleFolder(services), { recursive: true, force: true });
      }
    },
    'scan.start': ({ libraryId }) => scans.start(libraryId),
    'scan.cancel': ({ libraryId }) => scans.cancel(libraryId),
    'scan.current': ({ libraryId }) => scans.current(libraryId),
    'scan.ignored': (payload) => library.call('ignoredFiles', payload),
  };
};

const nameFor = (folders: string[]): string =>
  libraryNameFor(folders.map((folder) => path.basename(folder) || folder)).slice(0, 120);

/** The folders among the paths (a dropped photo stands for its folder), or those a dialog gives. */
const chosenFolders = async (paths: string[] | null): Promise<string[] | null> => {
  const chosen = paths ?? (await askForFolders());
  if (chosen === null) return null;
  const folders = new Set<string>();
  for (const place of chosen) {
    const resolved = path.resolve(place);
    try {
      folders.add((await stat(resolved)).isDirectory() ? resolved : path.dirname(resolved));
    } catch {
      throw new ProblemError({ code: 'folder-unreachable', parameters: { folder: place } });
    }
  }
  return [...folders];
};
