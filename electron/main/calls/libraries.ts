import type { Jobs } from '../../jobs/jobs.ts';
import { ProblemError } from '../../jobs/problem-error.ts';
import type { Services } from '../../jobs/services.ts';
import { askForFolder, askForFolders } from '../dialogs.ts';
import type { CallHandlers } from '../ipc.ts';

type LibraryCalls = Pick<
  CallHandlers,
  Extract<keyof CallHandlers, `libraries.${string}` | `scan.${string}`>
>;

export function libraryCalls(
  { library }: Services,
  { libraries, sample, scans }: Jobs,
): LibraryCalls {
  return {
    'libraries.list': () => library.call('listLibraries', undefined),
    'libraries.openFolders': async ({ paths }) => {
      const chosen = paths ?? (await askForFolders());
      return chosen === null ? null : libraries.open(chosen);
    },
    'libraries.addFolders': async ({ libraryId, paths }) => {
      const chosen = paths ?? (await askForFolders());
      return chosen === null ? null : libraries.addFolders(libraryId, chosen);
    },
    'libraries.moveFolder': async ({ libraryId, folder, path }) => {
      const chosen = path ?? (await askForFolder());
      return chosen === null ? null : libraries.moveFolder(libraryId, folder, chosen);
    },
    'libraries.openSample': () => sample.open(),
    'libraries.contents': (payload) => library.call('contents', payload),
    'libraries.rename': (payload) => library.call('renameLibrary', payload),
    'libraries.renameCategory': async (payload) => {
      const outcome = await library.call('renameCategory', payload);
      if (!outcome.ok) throw new ProblemError(outcome.problem);
      return outcome.value;
    },
    'libraries.remove': ({ libraryId }) => libraries.remove(libraryId),
    'scan.start': ({ libraryId }) => scans.start(libraryId),
    'scan.ignored': (payload) => library.call('ignoredFiles', payload),
  };
}
