import type { Database } from 'better-sqlite3';
import type { Id, Mark, MarkChange } from '../contract.ts';
import { NEITHER, UNLABELLED } from '../contract/limits.ts';
import { historyState, perform, redoOldest, undoNewest } from './history.ts';
import { requireLibrary } from './libraries.ts';
import { columnsOfPhotos } from './photo-columns.ts';

function asChange(database: Database, libraryId: Id, photoIds: readonly Id[]): MarkChange {
  return {
    libraryId,
    ...columnsOfPhotos(database, photoIds),
    ...historyState(database, libraryId),
  };
}

/** Marks photos as one action of the undo history; on the disk when it returns. */
export function setMarks(
  database: Database,
  libraryId: Id,
  photoIds: readonly Id[],
  mark: Mark,
): MarkChange {
  return performMarks(
    database,
    libraryId,
    photoIds.map((id) => [id, mark] as const),
  );
}

/** Gives each photo its own mark, all as one action of the undo history. */
export function performMarks(
  database: Database,
  libraryId: Id,
  marks: readonly (readonly [photoId: Id, mark: Mark])[],
): MarkChange {
  const photoIds = marks.map(([photoId]) => photoId);
  return database
    .transaction(() => {
      requireLibrary(database, libraryId);
      requirePhotos(database, libraryId, photoIds);
      for (const mark of new Set(marks.map(([, value]) => value))) {
        requireMark(database, libraryId, mark);
      }
      perform(database, libraryId, marks);
      return asChange(database, libraryId, photoIds);
    })
    .immediate();
}

function requirePhotos(database: Database, libraryId: Id, photoIds: readonly Id[]): void {
  const stranger = database
    .prepare<[string, Id], number>(
      `SELECT wanted.value FROM json_each(?) AS wanted LEFT JOIN photo ON photo.id = wanted.value
       WHERE photo.library_id IS NOT ? LIMIT 1`,
    )
    .pluck()
    .get(JSON.stringify(photoIds), libraryId);
  if (stranger !== undefined) {
    throw new Error(`Expected photos of library ${libraryId}, got ${stranger}`);
  }
}

function requireMark(database: Database, libraryId: Id, mark: Mark): void {
  if (mark === UNLABELLED || mark === NEITHER) return;
  const known = database
    .prepare<[Id, Mark]>('SELECT 1 FROM category WHERE library_id = ? AND id = ?')
    .get(libraryId, mark);
  if (known === undefined) {
    throw new Error(`Expected 0, −1 or a category of library ${libraryId}, got ${mark}`);
  }
}

/** Labels that come with new photos, by path below the library's folder; not part of the undo history. */
export function importMarks(
  database: Database,
  libraryId: Id,
  marks: readonly { relativePath: string; position: 0 | 1 }[],
): void {
  const label = database.prepare(
    `UPDATE photo SET mark = (SELECT id FROM category WHERE library_id = :libraryId AND position = :position)
     WHERE folder_id IN (SELECT id FROM folder WHERE library_id = :libraryId)
       AND relative_path = :relativePath AND mark = ${UNLABELLED}`,
  );
  database
    .transaction(() => {
      requireLibrary(database, libraryId);
      for (const { relativePath, position } of marks) {
        label.run({ libraryId, relativePath, position });
      }
    })
    .immediate();
}

/** Null when there is nothing to undo. */
export function undo(database: Database, libraryId: Id): MarkChange | null {
  return step(database, libraryId, undoNewest);
}

/** Null when there is nothing to redo. */
export function redo(database: Database, libraryId: Id): MarkChange | null {
  return step(database, libraryId, redoOldest);
}

function step(
  database: Database,
  libraryId: Id,
  turn: (database: Database, libraryId: Id) => Id[] | null,
): MarkChange | null {
  return database
    .transaction(() => {
      requireLibrary(database, libraryId);
      const photoIds = turn(database, libraryId);
      return photoIds === null ? null : asChange(database, libraryId, photoIds);
    })
    .immediate();
}
