import type { Database } from 'better-sqlite3';
import type { Id, IgnoredFile, IgnoredReason } from '../contract.ts';
import { PHOTO_STATUS } from '../contract/limits.ts';
import { requireLibrary } from './libraries.ts';
import type { FoundFile } from './operations.ts';
import { sortKey } from './sort-key.ts';
import { readTold } from './stored-json.ts';

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
}

/** Adds new files and marks changed ones (size or time differ) to be read again; a label stays. */
export function recordFound(
  database: Database,
  { libraryId, folderId, scan }: Scan,
  files: readonly FoundFile[],
): { added: number; changed: number } {
  requireFolder(database, libraryId, folderId);
  const find = database.prepare<[Id, string], KnownPhoto>(
    `SELECT id, byte_size AS byteSize, modified_at AS modifiedAt FROM photo
     WHERE folder_id = ? AND relative_path = ?`,
  );
  const add = database.prepare(
    `INSERT INTO photo
       (library_id, folder_id, relative_path, sort_key, byte_size, modified_at, scan)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const readAgain = database.prepare(
    `UPDATE photo SET scan = ?, byte_size = ?, modified_at = ?, status = ${PHOTO_STATUS.found},
       content_hash = NULL, width = NULL, height = NULL, problem = NULL
     WHERE id = ?`,
  );
  // A missing photo that is back unchanged needs no second reading if it was ever read.
  const see = database.prepare(
    `UPDATE photo SET scan = ?,
       problem = CASE status WHEN ${PHOTO_STATUS.missing} THEN NULL ELSE problem END,
       status = CASE WHEN status <> ${PHOTO_STATUS.missing} THEN status
         WHEN content_hash IS NULL THEN ${PHOTO_STATUS.found} ELSE ${PHOTO_STATUS.ready} END
     WHERE id = ?`,
  );
  let added = 0;
  let changed = 0;
  database
    .transaction(() => {
      for (const { relativePath, byteSize, modifiedAt } of files) {
        const known = find.get(folderId, relativePath);
        if (known === undefined) {
          const key = sortKey(relativePath);
          add.run(libraryId, folderId, relativePath, key, byteSize, modifiedAt, scan);
          added += 1;
        } else if (known.byteSize !== byteSize || known.modifiedAt !== modifiedAt) {
          readAgain.run(scan, byteSize, modifiedAt, known.id);
          changed += 1;
        } else {
          see.run(scan, known.id);
        }
      }
    })
    .immediate();
  return { added, changed };
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
