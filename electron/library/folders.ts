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

/**
 * The folder is somewhere else, with its photos. What another folder of the library holds already is not
 * held twice.
 * @throws Error where the library has no such folder.
 */
export function moveFolder(database: Database, libraryId: Id, from: string, to: string): void {
  database
    .transaction(() => {
      const held = foldersOf(database, libraryId);
      const moved = held.find(({ path: place }) => place === from);
      if (moved === undefined) {
        throw new Error(`Expected a folder of library ${libraryId}, got ${from}`);
      }
      if (to === from) return;
      const others = held.filter((folder) => folder !== moved);
      const around = others.find(
        (other) => other.path === to || pathBelow(other.path, to) !== null,
      );
      if (around !== undefined) {
        moveInto(database, moved.folderId, around.folderId, pathBelow(around.path, to));
        return;
      }
      database.prepare('UPDATE folder SET path = ? WHERE id = ?').run(to, moved.folderId);
      for (const other of others) {
        const prefix = pathBelow(to, other.path);
        if (prefix !== null) moveInto(database, other.folderId, moved.folderId, prefix);
      }
    })
    .immediate();
}

/** A photo that is there already stays, and its picture is found when it is read. */
function moveInto(database: Database, oldId: Id, folderId: Id, prefix: string | null): void {
  const move = database.prepare(
    'UPDATE OR IGNORE photo SET folder_id = ?, relative_path = ?, sort_key = ?, scan = 0 WHERE id = ?',
  );
  const photos = database
    .prepare<[Id], { id: Id; relativePath: string }>(
      'SELECT id, relative_path AS relativePath FROM photo WHERE folder_id = ?',
    )
    .all(oldId);
  for (const { id, relativePath } of photos) {
    const moved = prefix === null ? relativePath : `${prefix}/${relativePath}`;
    move.run(folderId, moved, sortKey(moved), id);
  }
  database.prepare('DELETE FROM folder WHERE id = ?').run(oldId);
}
