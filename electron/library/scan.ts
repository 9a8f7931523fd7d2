import type { Database } from 'better-sqlite3';
import type { Id, IgnoredFile, IgnoredReason } from '../contract.ts';
import { PHOTO_STATUS, UNLABELLED } from '../contract/limits.ts';
import { requireLibrary } from './libraries.ts';
import type { FoundFile } from './operations.ts';
import { sortKey } from './sort-key.ts';
import { readTold } from './stored-json.ts';
import { hasTwin, noteTwins } from './twins.ts';

interface Scan {
  libraryId: Id;
  folderId: Id;
  scan: number;
}

function requireFolder(database: Database, libraryId: Id, folderId: Id): void {
  const known = database
    .prepare<[Id, Id]>('SELECT 1 FROM folder WHERE library_id = ? AND id = ?')
    .get(libraryId, folderId);
  if (known === undefined) {
    throw new Error(`Expected a folder of library ${libraryId}, got ${folderId}`);
  }
}

/** Files recorded from now on count as seen by this scan of the folder, whose number it returns. */
export function beginScan(database: Database, libraryId: Id, folderId: Id): number {
  requireFolder(database, libraryId, folderId);
  noteTwins(database, libraryId);
  const scan = database
    .prepare<[Id], number>('UPDATE folder SET scan = scan + 1 WHERE id = ? RETURNING scan')
    .pluck()
    .get(folderId);
  return scan as number;
}

interface KnownPhoto {
  id: Id;
  byteSize: number;
  modifiedAt: number;
  fileNumber: number | null;
}

/**
 * Adds new files and marks changed ones to be read again: size or time differ, or it is another file while
 * several of the library have this size and time. Until then nobody knows which picture they show, so their
 * labels wait with the pictures.
 */
export function recordFound(
  database: Database,
  { libraryId, folderId, scan }: Scan,
  files: readonly FoundFile[],
): { added: number; changed: number } {
  requireFolder(database, libraryId, folderId);
  const find = database.prepare<[Id, string], KnownPhoto>(
    `SELECT id, byte_size AS byteSize, modified_at AS modifiedAt, file_number AS fileNumber FROM photo
     WHERE folder_id = ? AND relative_path = ?`,
  );
  const add = database.prepare(
    `INSERT INTO photo
       (library_id, folder_id, relative_path, sort_key, byte_size, modified_at, file_number, scan)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const readAgain = database.prepare(READ_AGAIN);
  // A missing photo that is back unchanged needs no second reading if it was ever read.
  const see = database.prepare(
    `UPDATE photo SET scan = ?, file_number = ?,
       problem = CASE status WHEN ${PHOTO_STATUS.missing} THEN NULL ELSE problem END,
       status = CASE WHEN status <> ${PHOTO_STATUS.missing} THEN status
         WHEN content_hash IS NULL THEN ${PHOTO_STATUS.found} ELSE ${PHOTO_STATUS.ready} END
     WHERE id = ?`,
  );
  let added = 0;
  let changed = 0;
  database
    .transaction(() => {
      for (const file of files) {
        const { relativePath, byteSize, modifiedAt, fileNumber } = file;
        const known = find.get(folderId, relativePath);
        if (known === undefined) {
          const key = sortKey(relativePath);
          add.run(libraryId, folderId, relativePath, key, byteSize, modifiedAt, fileNumber, scan);
          added += 1;
        } else if (isAnotherFile(database, libraryId, known, file)) {
          readAgain.run({ id: known.id, scan, byteSize, modifiedAt, fileNumber });
          changed += 1;
        } else {
          see.run(scan, fileNumber, known.id);
        }
      }
    })
    .immediate();
  return { added, changed };
}

/** A label that was given before the first reading stays with its path until that. */
const READ_AGAIN = `
  UPDATE photo SET scan = :scan, byte_size = :byteSize, modified_at = :modifiedAt,
    file_number = :fileNumber, status = ${PHOTO_STATUS.found},
    content_hash = NULL, width = NULL, height = NULL, problem = NULL,
    picture_id = (SELECT id FROM picture WHERE id = picture_id AND is_unread = 1),
    former_picture_id = CASE
      WHEN picture_id IS NULL THEN former_picture_id
      -- What was labelled and is not answered for yet goes before what was not.
      WHEN former_picture_id IS NOT NULL
        AND (SELECT mark FROM picture WHERE id = picture_id) = ${UNLABELLED} THEN former_picture_id
      ELSE (SELECT id FROM picture WHERE id = picture_id AND is_unread = 0) END
  WHERE id = :id`;

function isAnotherFile(
  database: Database,
  libraryId: Id,
  known: KnownPhoto,
  { byteSize, modifiedAt, fileNumber }: FoundFile,
): boolean {
  return (
    known.byteSize !== byteSize ||
    known.modifiedAt !== modifiedAt ||
    (known.fileNumber !== fileNumber &&
      known.fileNumber !== null &&
      hasTwin(database, libraryId, { byteSize, modifiedAt }))
  );
}

export function recordIgnored(
  database: Database,
  { folderId, scan }: Omit<Scan, 'libraryId'>,
  files: readonly IgnoredFile[],
): void {
  const record = database.prepare(
    `INSERT INTO ignored_file (folder_id, path, reason, scan) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET reason = excluded.reason, scan = excluded.scan`,
  );
  database
    .transaction(() => {
      for (const file of files) record.run(folderId, file.path, JSON.stringify(file.reason), scan);
    })
    .immediate();
}

/** After a complete walk: photos not seen become missing, ignored files not seen are forgotten. */
export function finishScan(
  database: Database,
  { libraryId, folderId, scan }: Scan,
): { missing: number } {
  requireFolder(database, libraryId, folderId);
  return database
    .transaction(() => {
      const { changes } = database
        .prepare(
          `UPDATE photo SET status = ${PHOTO_STATUS.missing}, problem = NULL
           WHERE folder_id = ? AND scan <> ? AND status <> ${PHOTO_STATUS.missing}`,
        )
        .run(folderId, scan);
      database
        .prepare('DELETE FROM ignored_file WHERE folder_id = ? AND scan <> ?')
        .run(folderId, scan);
      return { missing: changes };
    })
    .immediate();
}

export function ignoredFiles(database: Database, libraryId: Id): IgnoredFile[] {
  requireLibrary(database, libraryId);
  return database
    .prepare<[Id], { path: string; reason: string }>(
      `SELECT ignored_file.path, reason FROM ignored_file JOIN folder ON folder.id = folder_id
       WHERE library_id = ? ORDER BY folder_id, ignored_file.path`,
    )
    .all(libraryId)
    .flatMap(({ path, reason: json }) => {
      const reason = readTold<IgnoredReason>(json);
      return reason === null ? [] : [{ path, reason }];
    });
}
