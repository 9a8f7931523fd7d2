import { createHash } from 'node:crypto';
import type { LibraryOperations } from '../../../electron/library/operations.ts';
import type { ReadPhoto } from '../../../electron/imaging/operations.ts';
import { ProcessHost } from '../../../electron/processes/host.ts';
import { startUtilityProcess } from '../../../electron/processes/utility-process.ts';
import { queueOver } from './imaging.ts';
import { firstKinds } from '../../../electron/words/index.ts';

export interface LibraryOrder {
  libraryEntry: string;
  imagingEntry: string;
  /** User data folder of the app that will open the databases. */
  userData: string;
  nativeBinding: string | null;
  /** A folder that exists; its photos do not. */
  photoFolder: string;
  photoCount: number;
  /** Real photos whose thumbnails are shared out among all rows. */
  pictures: string[];
}

const BATCH_SIZE = 500;

async function readPictures(entry: string, pictures: string[]): Promise<ReadPhoto[]> {
  const imaging = queueOver(entry);
  const outcomes = await Promise.all(
    pictures.map((path) => imaging.read({ source: { path }, thumbnail: true, eyes: [] })),
  );
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(outcome.problem.code);
    return outcome.value;
  });
}

function nameOf(index: number): string {
  return `${String(Math.floor(index / 250)).padStart(3, '0')}/IMG_${String(index).padStart(5, '0')}.jpg`;
}

async function recordFiles(
  library: ProcessHost<LibraryOperations>,
  libraryId: number,
  photoCount: number,
): Promise<void> {
  const [folder] = await library.call('folders', { libraryId });
  if (folder === undefined) throw new Error('Expected a folder in the new library, got none');
  const { folderId } = folder;
  const scan = await library.call('beginScan', { libraryId, folderId });
  for (let start = 0; start < photoCount; start += BATCH_SIZE) {
    const count = Math.min(BATCH_SIZE, photoCount - start);
    const files = Array.from({ length: count }, (_, place) => ({
      relativePath: nameOf(start + place),
      byteSize: 100_000 + start + place,
      modifiedAt: 1_700_000_000_000 + start + place,
      fileNumber: null,
    }));
    await library.call('recordFound', { libraryId, folderId, scan, files });
  }
  await library.call('finishScan', { libraryId, folderId, scan });
}

/** Writes a library of so many photos, each read and with a thumbnail, through the library process itself. */
export async function makeLibrary(order: LibraryOrder): Promise<void> {
  const read = await readPictures(order.imagingEntry, order.pictures);
  const library = new ProcessHost<LibraryOperations>({
    startProcess: startUtilityProcess,
    entry: order.libraryEntry,
    serviceName: 'library',
  });
  const opened = await library.call('open', {
    folder: order.userData,
    nativeBinding: order.nativeBinding,
  });
  if (!opened.ok) throw new Error(opened.problem.code);
  const { id: libraryId } = await library.call('createLibrary', {
    name: 'Many photos',
    kind: 'folders',
    folders: [order.photoFolder],
    categories: firstKinds(),
  });
  await recordFiles(library, libraryId, order.photoCount);
  const waiting = await library.call('photosToRead', { libraryId });
  for (let start = 0; start < waiting.length; start += BATCH_SIZE) {
    const reads = waiting.slice(start, start + BATCH_SIZE).map(({ photoId }) => ({
      ...read[photoId % read.length],
      photoId,
      contentHash: createHash('sha256').update(String(photoId)).digest('hex'),
    }));
    await library.call('recordReads', { libraryId, reads });
  }
  await library.call('close', undefined);
  library.stop();
}
