import type { Database } from 'better-sqlite3';
import type { Id, PhotoColumns } from '../contract.ts';
import { PHOTO_STATUS, UNLABELLED } from '../contract/limits.ts';
import { forgetEmptyActions, inheritHistory } from './history.ts';
import { requireLibrary } from './libraries.ts';
import type { PhotoRead } from './operations.ts';
import { columnsOfPhotos } from './photo-columns.ts';

export interface RecordedReads {
  columns: PhotoColumns;
  renamed: number;
  removedPhotoIds: Id[];
}

/** Photos become ready; an unlabelled one with the content of a missing one takes over its place. */
export function recordReads(
  database: Database,
  libraryId: Id,
  reads: readonly PhotoRead[],
): RecordedReads {
  requireLibrary(database, libraryId);
  const record = database.prepare<unknown[], { mark: number }>(
    `UPDATE photo SET status = ${PHOTO_STATUS.ready}, problem = NULL, content_hash = ?, width = ?,
       height = ?, byte_size = ?, modified_at = ?
     WHERE id = ? AND library_id = ? RETURNING mark`,
  );
  const removedPhotoIds: Id[] = [];
  database
    .transaction(() => {
      for (const read of reads) {
        const { photoId, contentHash, width, height, byteSize, modifiedAt } = read;
        const row = record.get(
          contentHash,
          width,
          height,
          byteSize,
          modifiedAt,
          photoId,
          libraryId,
        );
        // A photo that is no more needs no reading; one with a label of its own keeps it.
        if (row === undefined || row.mark !== UNLABELLED) continue;
        const missing = missingWithContent(database, libraryId, contentHash, photoId);
        if (missing === null) continue;
        takeOver(database, missing, photoId);
        removedPhotoIds.push(missing);
      }
      if (removedPhotoIds.length > 0) forgetEmptyActions(database, libraryId);
    })
    .immediate();
  const columns = columnsOfPhotos(
    database,
    reads.map(({ photoId }) => photoId),
  );
  return { columns, renamed: removedPhotoIds.length, removedPhotoIds };
}

/** Of several, one with a label, so that none gets lost. */
function missingWithContent(
  database: Database,
  libraryId: Id,
  contentHash: string,
  photoId: Id,
): Id | null {
  return (
    database
      .prepare<[string, Id, Id], Id>(
        `SELECT id FROM photo
       WHERE content_hash = ? AND library_id = ? AND status = ${PHOTO_STATUS.missing} AND id <> ?
       ORDER BY mark = ${UNLABELLED}, id LIMIT 1`,
      )
      .pluck()
      .get(contentHash, libraryId, photoId) ?? null
  );
}

function takeOver(database: Database, missing: Id, photoId: Id): void {
  database
    .prepare('UPDATE photo SET mark = (SELECT mark FROM photo WHERE id = ?) WHERE id = ?')
    .run(missing, photoId);
  inheritHistory(database, missing, photoId);
  database.prepare('DELETE FROM photo WHERE id = ?').run(missing);
}
