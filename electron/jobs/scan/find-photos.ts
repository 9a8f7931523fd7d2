import path from 'node:path';
import type { IgnoredFile, Problem } from '../../contract.ts';
import type { FoundFile, LibraryFolder } from '../../library/operations.ts';
import type { Services } from '../services.ts';
import type { RunningScan } from './scans.ts';
import { walk } from './walk.ts';

const BATCH_SIZE = 500;

function folderProblem(folder: string): Problem {
  return {
    code: 'folder-missing',
    parameters: { folder },
  };
}

/** Writes what lies on disk below the library's folders into the library; a problem tells of a folder that was not there. */
export async function findPhotos(
  { library, emit }: Services,
  scan: RunningScan,
): Promise<Problem | null> {
  const { libraryId } = scan;
  let problem: Problem | null = null;
  for (const folder of await library.call('folders', { libraryId })) {
    const complete = await findInFolder(library, scan, folder);
    if (complete === 'cancelled') return null;
    if (complete === 'not there') problem = folderProblem(folder.path);
    emit('photos.changed', { libraryId, photos: null });
  }
  return problem;
}

async function findInFolder(
  library: Services['library'],
  scan: RunningScan,
  folder: LibraryFolder,
): Promise<'complete' | 'cancelled' | 'not there'> {
  const { libraryId, counts, task } = scan;
  const { folderId } = folder;
  const number = await library.call('beginScan', { libraryId, folderId });
  const files: FoundFile[] = [];
  const ignored: IgnoredFile[] = [];
  const record = async () => {
    if (files.length > 0) {
      const batch = files.splice(0);
      const result = await library.call('recordFound', {
        libraryId,
        folderId,
        scan: number,
        files: batch,
      });
      counts.added += result.added;
      counts.changed += result.changed;
    }
    if (ignored.length > 0) {
      await library.call('recordIgnored', { folderId, scan: number, files: ignored.splice(0) });
    }
    scan.tell();
  };
  try {
    for await (const step of walk(folder.path, task.signal)) {
      if (!(await task.mayGoOn())) break;
      if (step.kind === 'photo') {
        counts.found += 1;
        const relativePath = path.relative(folder.path, step.photo.path).split(path.sep).join('/');
        const { byteSize, modifiedAt, fileNumber } = step.photo;
        files.push({ relativePath, byteSize, modifiedAt, fileNumber });
      } else {
        counts.ignored += 1;
        ignored.push(step.file);
      }
      if (files.length + ignored.length >= BATCH_SIZE) await record();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return 'not there';
  }
  await record();
  if (task.signal.aborted) return 'cancelled';
  const { missing } = await library.call('finishScan', { libraryId, folderId, scan: number });
  counts.missing += missing;
  return 'complete';
}
