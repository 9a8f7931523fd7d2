import type { Database } from 'better-sqlite3';
import type { Id, PhotoColumns } from '../contract.ts';
import { PHOTO_STATUS } from '../contract/limits.ts';
import { requireLibrary } from './libraries.ts';
import type { PhotoRead } from './operations.ts';
import { columnsOfPhotos, withCopies } from './photo-columns.ts';
import { findPicture, makePicture, mergePictures, rememberLooks } from './pictures.ts';
import { unreadPictureOf } from './unread.ts';
import { prepared } from './prepared.ts';

export interface RecordedReads {
  columns: PhotoColumns;
  renamed: number;
  removedPhotoIds: Id[];
}

/** A photo as it stood before it was read. */
interface ReadRow {
  id: Id;
  pictureId: Id | null;
  formerPictureId: Id | null;
  isUnread: 0 | 1 | null;
}

/**
 * Photos become ready and show the pictures that they look like, with their labels. A missing photo of
 * a picture that has turned up elsewhere goes.
 */
export function recordReads(
  database: Database,
  libraryId: Id,
  reads: readonly PhotoRead[],
): RecordedReads {
  requireLibrary(database, libraryId);
  const find = prepared<[Id, Id], ReadRow>(
    database,
    `SELECT photo.id, picture_id AS pictureId, former_picture_id AS formerPictureId,
       is_unread AS isUnread
     FROM photo LEFT JOIN picture ON picture.id = picture_id
     WHERE photo.id = ? AND photo.library_id = ?`,
  );
  const removedPhotoIds: Id[] = [];
  let renamed = 0;
  database
    .transaction(() => {
      for (const read of reads) {
        // A photo that is no more needs no reading.
        const row = find.get(read.photoId, libraryId);
        if (row === undefined) continue;
        const { pictureId, isKnown } = identify(database, libraryId, row, read);
        record(database, read, pictureId);
        if (!isKnown || pictureId === row.pictureId || pictureId === row.formerPictureId) continue;
        const gone = missingOf(database, pictureId, read.photoId);
        if (gone !== null) {
          prepared(database, 'DELETE FROM photo WHERE id = ?').run(gone);
          removedPhotoIds.push(gone);
        }
        if (gone !== null || hasLeftItsPath(database, pictureId, read.photoId)) renamed += 1;
      }
    })
    .immediate();
  const photoIds = reads.map(({ photoId }) => photoId);
  const columns = columnsOfPhotos(database, withCopies(database, photoIds));
  return { columns, renamed, removedPhotoIds };
}

/** Which picture the photo shows, and whether the library knew it before. */
function identify(
  database: Database,
  libraryId: Id,
  row: ReadRow,
  read: PhotoRead,
): { pictureId: Id; isKnown: boolean } {
  const unread = unreadPictureOf(database, libraryId, row, read);
  const known = findPicture(database, libraryId, read);
  if (known !== null && unread !== null) mergePictures(database, unread, known);
  const pictureId = known ?? makePicture(database, libraryId, unread, read.pixelHash);
  rememberLooks(database, libraryId, pictureId, read);
  const isMoved = unread !== null && unread !== row.pictureId;
  return { pictureId, isKnown: known !== null || isMoved };
}

function record(database: Database, read: PhotoRead, pictureId: Id): void {
  const { photoId, contentHash, width, height, byteSize, modifiedAt } = read;
  prepared(database, RECORD).run({
    photoId,
    contentHash,
    width,
    height,
    byteSize,
    modifiedAt,
    pictureId,
  });
}

/** Its file may have become another one since it was read last, without a scan in between. */
const RECORD = `
  UPDATE photo SET status = ${PHOTO_STATUS.ready}, problem = NULL, content_hash = :contentHash,
    width = :width, height = :height, byte_size = :byteSize, modified_at = :modifiedAt,
    picture_id = :pictureId,
    former_picture_id = nullif(coalesce(
      (SELECT id FROM picture WHERE id = picture_id AND is_unread = 0), former_picture_id), :pictureId)
  WHERE id = :photoId`;

/** A photo that is gone and showed this picture last. */
function missingOf(database: Database, pictureId: Id, photoId: Id): Id | null {
  return (
    prepared<{ pictureId: Id; photoId: Id }, Id>(
      database,
      `SELECT id FROM photo WHERE status = ${PHOTO_STATUS.missing} AND id <> :photoId
         AND (picture_id = :pictureId OR (picture_id IS NULL AND former_picture_id = :pictureId))
       ORDER BY id LIMIT 1`,
    )
      .pluck()
      .get({ pictureId, photoId }) ?? null
  );
}

/** Whether another path showed this picture, and shows another one now. */
function hasLeftItsPath(database: Database, pictureId: Id, photoId: Id): boolean {
  return (
    prepared<[Id, Id]>(database, 'SELECT 1 FROM photo WHERE former_picture_id = ? AND id <> ?').get(
      pictureId,
      photoId,
    ) !== undefined
  );
}
