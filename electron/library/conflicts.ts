import type { Database } from 'better-sqlite3';
import type { Id, LabelConflict, Mark } from '../contract.ts';
import { PHOTO_STATUS } from '../contract/limits.ts';
import { requireLibrary } from './libraries.ts';

/** Keeps labels that copies of one picture were given, so that a person can choose between them. */
export function recordConflict(database: Database, pictureId: Id, marks: readonly Mark[]): void {
  const record = database.prepare('INSERT OR IGNORE INTO label_conflict VALUES (?, ?)');
  for (const mark of marks) record.run(pictureId, mark);
}

/** Whoever says what these pictures are has chosen. */
export function settleConflicts(database: Database, pictureIds: readonly Id[]): void {
  database
    .prepare('DELETE FROM label_conflict WHERE picture_id IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(pictureIds));
}

/** Pictures of which copies were labelled differently, with the photos that show them, in path order. */
export function labelConflicts(database: Database, libraryId: Id): LabelConflict[] {
  requireLibrary(database, libraryId);
  const rows = database
    .prepare<[Id], { pictureId: Id; photoId: Id }>(
      `SELECT picture_id AS pictureId, id AS photoId FROM photo
       WHERE library_id = ? AND status <> ${PHOTO_STATUS.missing}
         AND picture_id IN (SELECT picture_id FROM label_conflict)
       ORDER BY folder_id, sort_key, id`,
    )
    .all(libraryId);
  const marksOf = database
    .prepare<[Id], Mark>('SELECT mark FROM label_conflict WHERE picture_id = ? ORDER BY mark')
    .pluck();
  const photosOf = new Map<Id, Id[]>();
  for (const { pictureId, photoId } of rows) {
    photosOf.set(pictureId, [...(photosOf.get(pictureId) ?? []), photoId]);
  }
  return [...photosOf].map(([pictureId, photoIds]) => ({
    photoIds,
    marks: marksOf.all(pictureId),
  }));
}
