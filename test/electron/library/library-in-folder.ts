import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Category, Id, LibraryContents } from '../../../electron/contract.ts';
import { libraryHandlers } from '../../../electron/library/handlers.ts';
import type { FoundFile, LibraryOperations } from '../../../electron/library/operations.ts';

/** A folder of the test's own, gone when the test is over. */
/** The kinds of the libraries here. */
export const CAT_AND_DOG = [
  { name: 'Cat', key: 'c' },
  { name: 'Dog', key: 'd' },
];

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'purrceptron library '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openIn(folder: string): LibraryOperations {
  const operations = libraryHandlers();
  const outcome = operations.open({ folder, nativeBinding: null });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  onTestFinished(() => operations.close(undefined));
  return operations;
}

export function found(relativePath: string, modifiedAt = 1000): FoundFile {
  return { relativePath, byteSize: 100, modifiedAt, fileNumber: null };
}

/** Walks the first folder of a library as if these files lay in it. */
export function scanFolder(
  operations: LibraryOperations,
  libraryId: Id,
  files: readonly FoundFile[],
): { added: number; changed: number; missing: number } {
  const folderId = operations.folders({ libraryId })[0].folderId;
  const scan = operations.beginScan({ libraryId, folderId });
  const counts = operations.recordFound({ libraryId, folderId, scan, files: [...files] });
  return { ...counts, ...operations.finishScan({ libraryId, folderId, scan }) };
}

/** Content by the name of a hash. */
export function read(photoId: Id, contentHash: string, modifiedAt = 1000) {
  return {
    photoId,
    contentHash,
    pixelHash: `pixels of ${contentHash}`,
    width: 60,
    height: 40,
    byteSize: 100,
    modifiedAt,
    thumbnail: new Uint8Array([photoId % 256]),
  };
}

export interface OpenedLibrary {
  operations: LibraryOperations;
  folder: string;
  libraryId: Id;
  cat: Category;
  dog: Category;
  contents: () => LibraryContents;
  /** The mark of each photo by its path. */
  marks: () => Record<string, number>;
  idOf: (relativePath: string) => Id;
}

/** A new library in a database of its own, with these files found in its one folder. */
export function libraryOf(relativePaths: readonly string[]): OpenedLibrary {
  const folder = temporaryFolder();
  const operations = openIn(folder);
  const place = path.join(folder, 'photos');
  const { id: libraryId } = operations.createLibrary({
    name: 'Pets',
    kind: 'folders',
    folders: [place],
    categories: CAT_AND_DOG,
  });
  const files = relativePaths.map((relativePath) => found(relativePath));
  scanFolder(operations, libraryId, files);
  const contents = () => operations.contents({ libraryId });
  const [cat, dog] = contents().categories as [Category, Category];
  const paths = () =>
    operations
      .photoDetails({ photoIds: [...contents().photoIds] })
      .map((photo) => path.relative(place, photo.path).split(path.sep).join('/'));
  return {
    operations,
    folder,
    libraryId,
    cat,
    dog,
    contents,
    marks: () => {
      const values = contents().marks;
      return Object.fromEntries(paths().map((name, index) => [name, values[index]]));
    },
    idOf: (relativePath) => contents().photoIds[paths().indexOf(relativePath)],
  };
}
