import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';
import type { FileTraits } from './pictures.ts';
import { prepared } from './prepared.ts';

/*
 * Two files of the same size and time that swap their names look as before. File systems number their
 * files, which would tell, but some number them anew each time they are opened; so the number is believed
 * only where there are such twins.
 */

/** Remembers which sizes and times several photos have, before a scan changes what is known of them. */
export function noteTwins(database: Database, libraryId: Id): void {
  database.exec(
    `CREATE TEMP TABLE IF NOT EXISTS twin (
       library_id INTEGER, byte_size INTEGER, modified_at INTEGER,
       PRIMARY KEY (library_id, byte_size, modified_at)
     ) WITHOUT ROWID`,
  );
  prepared(
    database,
    `INSERT OR IGNORE INTO temp.twin
       SELECT library_id, byte_size, modified_at FROM photo
       WHERE library_id = ? GROUP BY byte_size, modified_at HAVING count(*) > 1`,
  ).run(libraryId);
}

/** Whether several photos had this size and time when a scan began. */
export function hasTwin(
  database: Database,
  libraryId: Id,
  { byteSize, modifiedAt }: FileTraits,
): boolean {
  return (
    prepared<[Id, number, number]>(
      database,
      'SELECT 1 FROM temp.twin WHERE library_id = ? AND byte_size = ? AND modified_at = ?',
    ).get(libraryId, byteSize, modifiedAt) !== undefined
  );
}
