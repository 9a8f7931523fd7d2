import path from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';
import type { LibraryFolder } from './operations.ts';
import { sortKey } from './sort-key.ts';

/** The path of `inner` below `outer` with `/` between names; null where it does not lie below it. */
function pathBelow(outer: string, inner: string): string | null {
  const relative = path.relative(outer, inner);
  const outside = relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`);
  return outside || path.isAbsolute(relative) ? null : relative.split(path.sep).join('/');
}

/** Without those that lie inside another, so that no photo is found twice. */
export function outermost(folders: readonly string[]): string[] {
  return [...new Set(folders)].filter(
    (folder) => !folders.some((other) => pathBelow(other, folder) !== null),
  );
}

export function foldersOf(database: Database, libraryId: Id): LibraryFolder[] {
  return database
    .prepare<[Id], LibraryFolder>(
      'SELECT id AS folderId, path FROM folder WHERE library_id = ? ORDER BY id',
    )
    .all(libraryId);
}

/** Adds folders; photos of a folder that a new one contains move into the new one with their labels. */
export function addFolderRows(database: Database, libraryId: Id, folders: readonly string[]): void {
  const add = database.prepare('INSERT INTO folder (library_id, path) VALUES (?, ?)');
  for (const folder of outermost(folders)) {
    const held = foldersOf(database, libraryId);
    const covered = held.some((old) => old.path === folder || pathBelow(old.path, folder) !== null);
    if (covered) continue;
    const folderId = Number(add.run(libraryId, folder).lastInsertRowid);
    for (const old of held) {
      const prefix = pathBelow(folder, old.path);
      if (prefix !== null) moveInto(database, old.folderId, folderId, prefix);
    }
  }
}

function moveInto(database: Database, oldId: Id, folderId: Id, prefix: string): void {
  const move = database.prepare(
    'UPDATE photo SET folder_id = ?, relative_path = ?, sort_key = ?, scan = 0 WHERE id = ?',
  );
  const photos = database
    .prepare<[Id], { id: Id; relativePath: string }>(
      'SELECT id, relative_path AS relativePath FROM photo WHERE folder_id = ?',
    )
    .all(oldId);
  for (const { id, relativePath } of photos) {
    const moved = `${prefix}/${relativePath}`;
    move.run(folderId, moved, sortKey(moved), id);
  }
  database.prepare('DELETE FROM folder WHERE id = ?').run(oldId);
}
