import path from 'node:path';
import type { Database } from 'better-sqlite3';
import type {
  Category,
  Id,
  LibraryContents,
  LibrarySummary,
  Outcome,
  Problem,
} from '../contract.ts';
import { UNLABELLED } from '../contract/limits.ts';
import { historyState } from './history.ts';
import type { LibraryFolder, NewLibrary } from './operations.ts';
import { columnsOfLibrary } from './photo-columns.ts';
import { addFolderRows, foldersOf, outermost } from './folders.ts';

type LibraryRow = Omit<LibrarySummary, 'folders'>;

const SELECT_SUMMARY = `
  SELECT id, name, kind, opened_at AS openedAt,
    (SELECT count(*) FROM photo WHERE library_id = library.id) AS photoCount,
    (SELECT count(*) FROM picture CROSS JOIN photo ON picture_id = picture.id
      WHERE picture.library_id = library.id AND mark <> ${UNLABELLED} AND mark > 0) AS labelledCount
  FROM library`;

function withFolders(database: Database, row: LibraryRow): LibrarySummary {
  return {
    ...row,
    folders: foldersOf(database, row.id).map((folder) => folder.path),
  };
}

/** Throws where there is no such library. */
export function requireLibrary(database: Database, libraryId: Id): void {
  const known = database.prepare<[Id]>('SELECT 1 FROM library WHERE id = ?').get(libraryId);
  if (known === undefined) throw new Error(`Expected the id of a library, got ${libraryId}`);
}

/** Those opened last come first. */
export function listLibraries(database: Database): LibrarySummary[] {
  return database
    .prepare<[], LibraryRow>(`${SELECT_SUMMARY} ORDER BY opened_at DESC, id DESC`)
    .all()
    .map((row) => withFolders(database, row));
}

export function librarySummary(database: Database, libraryId: Id): LibrarySummary {
  requireLibrary(database, libraryId);
  const row = database.prepare<[Id], LibraryRow>(`${SELECT_SUMMARY} WHERE id = ?`).get(libraryId);
  return withFolders(database, row as LibraryRow);
}

export function createLibrary(
  database: Database,
  { name, kind, folders, categories: named }: NewLibrary,
  now: number,
): LibrarySummary {
  return database.transaction(() => {
    const { lastInsertRowid } = database
      .prepare('INSERT INTO library (name, kind, opened_at) VALUES (?, ?, ?)')
      .run(name, kind, now);
    const libraryId = Number(lastInsertRowid);
    const addCategory = database.prepare(
      'INSERT INTO category (library_id, position, name, key) VALUES (?, ?, ?, ?)',
    );
    named.forEach((category, position) => {
      addCategory.run(libraryId, position, category.name, category.key);
    });
    addFolderRows(database, libraryId, folders);
    return librarySummary(database, libraryId);
  })();
}

/** The library that holds exactly these folders, or null. */
export function findLibrary(database: Database, folders: string[]): Id | null {
  const wanted = JSON.stringify(outermost(folders).toSorted());
  const found = listLibraries(database).find(
    ({ kind, folders: held }) => kind === 'folders' && JSON.stringify(held.toSorted()) === wanted,
  );
  return found?.id ?? null;
}

export function findSample(database: Database): Id | null {
  return (
    database.prepare<[], Id>("SELECT id FROM library WHERE kind = 'sample'").pluck().get() ?? null
  );
}

export function addFolders(database: Database, libraryId: Id, folders: string[]): void {
  requireLibrary(database, libraryId);
  database.transaction(() => addFolderRows(database, libraryId, folders))();
}

export function folders(database: Database, libraryId: Id): LibraryFolder[] {
  requireLibrary(database, libraryId);
  return foldersOf(database, libraryId);
}

export function renameLibrary(database: Database, libraryId: Id, name: string): void {
  requireLibrary(database, libraryId);
  database.prepare('UPDATE library SET name = ? WHERE id = ?').run(name, libraryId);
}

export function categories(database: Database, libraryId: Id): Category[] {
  return database
    .prepare<[Id], Category>(
      'SELECT id, position, name, key FROM category WHERE library_id = ? ORDER BY position',
    )
    .all(libraryId);
}

/** Refuses a name or key that the other category has. */
export function renameCategory(
  database: Database,
  change: { libraryId: Id; categoryId: Id; name: string; key: string },
): Outcome<Category[]> {
  const { libraryId, categoryId, name, key } = change;
  requireLibrary(database, libraryId);
  const all = categories(database, libraryId);
  const other = all.find(({ id }) => id !== categoryId);
  if (other === undefined || !all.some(({ id }) => id === categoryId)) {
    throw new Error(`Expected a category of library ${libraryId}, got ${categoryId}`);
  }
  if (other.name.toLowerCase() === name.toLowerCase()) {
    return refused({ code: 'category-name-taken', parameters: { name: other.name } });
  }
  if (other.key === key) {
    const parameters = { key: key.toUpperCase(), name: other.name };
    return refused({ code: 'category-key-taken', parameters });
  }
  database.prepare('UPDATE category SET name = ?, key = ? WHERE id = ?').run(name, key, categoryId);
  return { ok: true, value: categories(database, libraryId) };
}

function refused(problem: Problem): Outcome<never> {
  return { ok: false, problem };
}

/** Also gives the content hashes that no photo has any more. */
export function removeLibrary(
  database: Database,
  libraryId: Id,
): { removed: LibrarySummary; unusedHashes: string[] } {
  return database.transaction(() => {
    const removed = librarySummary(database, libraryId);
    const unusedHashes = database
      .prepare<[Id, Id], string>(
        `SELECT content_hash FROM picture_content WHERE library_id = ?
         EXCEPT SELECT content_hash FROM picture_content WHERE library_id <> ?`,
      )
      .pluck()
      .all(libraryId, libraryId);
    database.prepare('DELETE FROM library WHERE id = ?').run(libraryId);
    return { removed, unusedHashes };
  })();
}

export function contents(database: Database, libraryId: Id, now: number): LibraryContents {
  requireLibrary(database, libraryId);
  noteOpened(database, libraryId, now);
  const columns = columnsOfLibrary(database, libraryId);
  // Counted here, where all marks are at hand, which is faster than asking once more.
  const counts = {
    photoCount: columns.photoIds.length,
    labelledCount: columns.marks.reduce((sum, mark) => sum + (mark > 0 ? 1 : 0), 0),
  };
  const row = database
    .prepare<[Id], Omit<LibraryRow, keyof typeof counts>>(
      'SELECT id, name, kind, opened_at AS openedAt FROM library WHERE id = ?',
    )
    .get(libraryId);
  return {
    library: withFolders(database, { ...(row as NonNullable<typeof row>), ...counts }),
    categories: categories(database, libraryId),
    ...columns,
    ...historyState(database, libraryId),
  };
}

/** The window reads the contents often; a write to disk each time would be waste. */
function noteOpened(database: Database, libraryId: Id, now: number): void {
  database
    .prepare(
      `UPDATE library SET opened_at = :now WHERE id = :libraryId AND (opened_at < :now - 60000
         OR EXISTS (SELECT 1 FROM library AS other
           WHERE other.id <> :libraryId AND other.opened_at >= library.opened_at))`,
    )
    .run({ now, libraryId });
}

/** Absolute path of a photo from its folder's and its own. */
export function absolutePath(folder: string, relativePath: string): string {
  return path.join(folder, ...relativePath.split('/'));
}
