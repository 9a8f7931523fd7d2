import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';
import { PHOTO_STATUS } from '../contract/limits.ts';
import type { FileTraits } from './pictures.ts';
import { prepared } from './prepared.ts';

/*
 * A photo may be labelled before it is read, when nobody knows its content. Until then its label belongs
 * to a file of a size and a time, which a renamed file keeps.
 */

interface Unread {
  id: Id;
  isUnread: 0 | 1 | null;
  pictureId: Id | null;
}

/** The picture that was labelled before this file was read; null where there is none. */
export function unreadPictureOf(
  database: Database,
  libraryId: Id,
  { id: photoId, pictureId, isUnread }: Unread,
  read: FileTraits,
): Id | null {
  const own = isUnread === 1 ? pictureId : null;
  if (own !== null && isOf(database, own, read)) return own;
  const moved = unreadWith(database, libraryId, read);
  if (moved !== null) {
    leave(database, moved);
    return moved;
  }
  return own !== null && isElsewhere(database, libraryId, own, photoId) ? null : own;
}

function isOf(database: Database, pictureId: Id, { byteSize, modifiedAt }: FileTraits): boolean {
  return (
    prepared<[Id, number, number]>(
      database,
      'SELECT 1 FROM picture WHERE id = ? AND byte_size = ? AND modified_at = ?',
    ).get(pictureId, byteSize, modifiedAt) !== undefined
  );
}

/** Null, too, where there are several and nobody can tell which. */
function unreadWith(
  database: Database,
  libraryId: Id,
  { byteSize, modifiedAt }: FileTraits,
): Id | null {
  const [first, second] = prepared<[Id, number, number], Id>(
    database,
    `SELECT id FROM picture
       WHERE library_id = ? AND is_unread = 1 AND byte_size = ? AND modified_at = ? LIMIT 2`,
  )
    .pluck()
    .all(libraryId, byteSize, modifiedAt);
  return second === undefined ? (first ?? null) : null;
}

/** The paths that showed it show what they hold now, once that is read. */
function leave(database: Database, pictureId: Id): void {
  prepared(
    database,
    `UPDATE photo SET picture_id = NULL, former_picture_id = picture_id WHERE picture_id = ?`,
  ).run(pictureId);
}

/** Whether the file that was labelled waits at another path for its reading. */
function isElsewhere(database: Database, libraryId: Id, pictureId: Id, photoId: Id): boolean {
  return (
    prepared<[Id, Id, Id]>(
      database,
      `SELECT 1 FROM picture JOIN photo USING (library_id, byte_size, modified_at)
       WHERE picture.id = ? AND photo.library_id = ? AND photo.id <> ?
         AND status = ${PHOTO_STATUS.found}`,
    ).get(pictureId, libraryId, photoId) !== undefined
  );
}
