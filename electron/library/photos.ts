import path from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Id, PhotoColumns, PhotoDetail, Problem } from '../contract.ts';
import { PHOTO_STATUS, PHOTO_STATUS_NAMES, UNLABELLED } from '../contract/limits.ts';
import { absolutePath, requireLibrary } from './libraries.ts';
import type { PhotoToRead, TrainingPhoto } from './operations.ts';
import { columnsOfPhotos } from './photo-columns.ts';
import { readTold } from './stored-json.ts';

/**
 * Photos with status found, in path order, and after them labelled ones of which only the bytes are known,
 * so that their labels stay when somebody rates them.
 */
export function photosToRead(database: Database, libraryId: Id): PhotoToRead[] {
  requireLibrary(database, libraryId);
  return database
    .prepare<[Id], { photoId: Id; folder: string; relativePath: string }>(
      `SELECT photo.id AS photoId, folder.path AS folder, relative_path AS relativePath
       FROM photo JOIN folder ON folder.id = folder_id
         LEFT JOIN picture ON picture.id = picture_id
       WHERE photo.library_id = ? AND (status = ${PHOTO_STATUS.found}
         OR (status = ${PHOTO_STATUS.ready} AND pixel_hash IS NULL AND mark <> ${UNLABELLED}))
       ORDER BY status, folder_id, sort_key, photo.id`,
    )
    .all(libraryId)
    .map(({ photoId, folder, relativePath }) => ({
      photoId,
      path: absolutePath(folder, relativePath),
    }));
}

/** Failures of photos that are no more are dropped. */
export function recordFailures(
  database: Database,
  libraryId: Id,
  failures: readonly { photoId: Id; problem: Problem; missing: boolean }[],
): PhotoColumns {
  requireLibrary(database, libraryId);
  const record = database.prepare(
    'UPDATE photo SET status = ?, problem = ? WHERE id = ? AND library_id = ?',
  );
  database
    .transaction(() => {
      for (const { photoId, problem, missing } of failures) {
        const status = missing ? PHOTO_STATUS.missing : PHOTO_STATUS.failed;
        record.run(status, JSON.stringify(problem), photoId, libraryId);
      }
    })
    .immediate();
  return columnsOfPhotos(
    database,
    failures.map(({ photoId }) => photoId),
  );
}

/** Failed photos become found again. */
export function retryPhotos(
  database: Database,
  libraryId: Id,
  photoIds: readonly Id[],
): PhotoColumns {
  requireLibrary(database, libraryId);
  database
    .prepare(
      `UPDATE photo SET status = ${PHOTO_STATUS.found}, problem = NULL
       WHERE library_id = ? AND status = ${PHOTO_STATUS.failed}
         AND id IN (SELECT value FROM json_each(?))`,
    )
    .run(libraryId, JSON.stringify(photoIds));
  return columnsOfPhotos(database, photoIds);
}

interface DetailRow {
  id: Id;
  root: string;
  relativePath: string;
  status: number;
  width: number | null;
  height: number | null;
  byteSize: number;
  problem: string | null;
}

/** In the given order, without photos that are no more. */
export function photoDetails(database: Database, photoIds: readonly Id[]): PhotoDetail[] {
  return database
    .prepare<[string], DetailRow>(
      `SELECT photo.id, folder.path AS root, relative_path AS relativePath, status, width, height,
         byte_size AS byteSize, problem
       FROM json_each(?) AS wanted CROSS JOIN photo ON photo.id = wanted.value
       JOIN folder ON folder.id = folder_id ORDER BY wanted.key`,
    )
    .all(JSON.stringify(photoIds))
    .map(({ root, relativePath, status, problem, ...row }) => ({
      ...row,
      fileName: path.posix.basename(relativePath),
      folder: relativePath.includes('/') ? path.posix.dirname(relativePath) : '',
      path: absolutePath(root, relativePath),
      status: PHOTO_STATUS_NAMES[status] ?? 'found',
      problem: problem === null ? null : readTold<Problem>(problem),
    }));
}

/** In the order asked; null for a photo that is no more or was never read. */
export function contentHashesOf(database: Database, photoIds: readonly Id[]): (string | null)[] {
  const find = database
    .prepare<[Id], string | null>('SELECT content_hash FROM photo WHERE id = ?')
    .pluck();
  return photoIds.map((photoId) => find.get(photoId) ?? null);
}

/**
 * Photos that carry a category and are neither failed nor missing, in id order. Copies of one picture have
 * the same `pictureId`.
 */
export function trainingPhotos(database: Database, libraryId: Id): TrainingPhoto[] {
  requireLibrary(database, libraryId);
  return database
    .prepare<[Id], Omit<TrainingPhoto, 'path'> & { folder: string; relativePath: string }>(
      `SELECT photo.id AS photoId, picture_id AS pictureId, folder.path AS folder,
         relative_path AS relativePath, content_hash AS contentHash, category.position AS label
       FROM photo JOIN folder ON folder.id = folder_id JOIN picture ON picture.id = picture_id
         JOIN category ON category.id = mark
       WHERE photo.library_id = ? AND status IN (${PHOTO_STATUS.found}, ${PHOTO_STATUS.ready})
       ORDER BY photo.id`,
    )
    .all(libraryId)
    .map(({ folder, relativePath, ...photo }) => ({
      ...photo,
      path: absolutePath(folder, relativePath),
    }));
}
