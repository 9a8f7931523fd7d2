import type { Database } from 'better-sqlite3';
import type { Id, Mark, MarkChange } from '../contract.ts';
import { NEITHER, UNLABELLED } from '../contract/limits.ts';
import { recordConflict, settleConflicts } from './conflicts.ts';
import { historyState, perform, redoOldest, undoNewest } from './history.ts';
import { categories, requireLibrary } from './libraries.ts';
import { columnsOfPhotos, photosShowing, withCopies } from './photo-columns.ts';
import { makeUnreadPictures } from './pictures.ts';

/** How these photos, and the undo history, stand now. */
export function changeOf(database: Database, libraryId: Id, photoIds: readonly Id[]): MarkChange {
  return {
    libraryId,
    ...columnsOfPhotos(database, photoIds),
    ...historyState(database, libraryId),
  };
}

/** Marks photos, and with each its copies, as one action of the undo history; on the disk when it returns. */
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

/**
 * Gives each photo its own mark, all as one action of the undo history. A picture whose copies are given
 * different marks gets none of them, and the person is asked.
 */
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
      makeUnreadPictures(database, photoIds);
      performOnPictures(database, libraryId, ofPictures(database, marks));
      return changeOf(database, libraryId, withCopies(database, photoIds));
    })
    .immediate();
}

type PictureMark = readonly [pictureId: Id, mark: Mark];

/** The same for pictures, outside of a transaction of its own. */
export function performOnPictures(
  database: Database,
  libraryId: Id,
  marks: readonly PictureMark[],
): void {
  const agreed = new Map<Id, Mark>();
  const disputed = new Map<Id, Set<Mark>>();
  for (const [pictureId, mark] of marks) {
    const other = agreed.get(pictureId) ?? mark;
    agreed.set(pictureId, other);
    if (other === mark) continue;
    disputed.set(pictureId, (disputed.get(pictureId) ?? new Set([other])).add(mark));
  }
  for (const pictureId of disputed.keys()) agreed.delete(pictureId);
  settleConflicts(database, [...agreed.keys()]);
  for (const [pictureId, said] of disputed) recordConflict(database, pictureId, [...said]);
  perform(database, libraryId, [...agreed]);
}

/** What is said of photos, as said of the pictures that they show. */
function ofPictures(
  database: Database,
  marks: readonly (readonly [photoId: Id, mark: Mark])[],
): PictureMark[] {
  return database
    .prepare<[string], PictureMark>(
      `SELECT picture_id, wanted.value ->> 1
       FROM json_each(?) AS wanted CROSS JOIN photo ON photo.id = wanted.value ->> 0
       ORDER BY wanted.key`,
    )
    .raw()
    .all(JSON.stringify(marks));
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
  const find = database.prepare<[Id, string], { photoId: Id }>(
    `SELECT photo.id AS photoId FROM folder CROSS JOIN photo ON folder_id = folder.id
     WHERE folder.library_id = ? AND relative_path = ?`,
  );
  const label = database.prepare<[Mark, Id], { pictureId: Id }>(
    `UPDATE picture SET mark = ? WHERE id = (SELECT picture_id FROM photo WHERE id = ?)
       AND mark = ${UNLABELLED} RETURNING id AS pictureId`,
  );
  database
    .transaction(() => {
      requireLibrary(database, libraryId);
      const positions = new Map(
        categories(database, libraryId).map((kind) => [kind.position, kind.id]),
      );
      const imported = new Map<Id, Mark>();
      for (const { relativePath, position } of marks) {
        const mark = positions.get(position) ?? UNLABELLED;
        for (const { photoId } of find.all(libraryId, relativePath)) {
          makeUnreadPictures(database, [photoId]);
          const labelled = label.get(mark, photoId);
          if (labelled !== undefined) imported.set(labelled.pictureId, mark);
          else askWhereImportsDiffer(database, imported, photoId, mark);
        }
      }
    })
    .immediate();
}

/** A copy was imported with another label a moment ago. */
function askWhereImportsDiffer(
  database: Database,
  imported: ReadonlyMap<Id, Mark>,
  photoId: Id,
  mark: Mark,
): void {
  const pictureId = database
    .prepare<[Id], Id>('SELECT picture_id FROM photo WHERE id = ?')
    .pluck()
    .get(photoId);
  if (pictureId === undefined) return;
  const earlier = imported.get(pictureId);
  if (earlier !== undefined && earlier !== mark)
    recordConflict(database, pictureId, [earlier, mark]);
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
      const pictureIds = turn(database, libraryId);
      if (pictureIds === null) return null;
      return changeOf(database, libraryId, photosShowing(database, pictureIds));
    })
    .immediate();
}
