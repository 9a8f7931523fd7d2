import type { Database } from 'better-sqlite3';
import type { Id, ReplacedPhoto } from '../contract.ts';
import { PHOTO_STATUS, UNLABELLED } from '../contract/limits.ts';
import { requireLibrary } from './libraries.ts';

/** Photos that show another picture than the one that was labelled at their path and is nowhere else. */
export function replacedPhotos(database: Database, libraryId: Id): ReplacedPhoto[] {
  requireLibrary(database, libraryId);
  return database
    .prepare<[Id], ReplacedPhoto>(
      `SELECT photo.id AS photoId, former.mark AS formerMark
       FROM photo JOIN picture ON picture.id = photo.picture_id
         JOIN picture AS former ON former.id = photo.former_picture_id
       WHERE photo.library_id = ? AND photo.status = ${PHOTO_STATUS.ready}
         AND picture.mark = ${UNLABELLED} AND former.mark <> ${UNLABELLED}
         AND NOT EXISTS (SELECT 1 FROM photo AS other
           WHERE other.picture_id = former.id AND other.status <> ${PHOTO_STATUS.missing})
       ORDER BY photo.folder_id, photo.sort_key, photo.id`,
    )
    .all(libraryId);
}

/** They are told no more. */
export function forgetReplaced(database: Database, libraryId: Id, photoIds: readonly Id[]): void {
  requireLibrary(database, libraryId);
  database
    .prepare(
      `UPDATE photo SET former_picture_id = NULL
       WHERE library_id = ? AND id IN (SELECT value FROM json_each(?))`,
    )
    .run(libraryId, JSON.stringify(photoIds));
}
