import type { Database } from 'better-sqlite3';
import type { Id, PhotoColumns } from '../contract.ts';

type Row = [id: Id, mark: number, status: number];

function toColumns(rows: readonly Row[]): PhotoColumns {
  return {
    photoIds: Uint32Array.from(rows, ([id]) => id),
    marks: Int32Array.from(rows, ([, mark]) => mark),
    statuses: Uint8Array.from(rows, ([, , status]) => status),
  };
}

/** All photos of a library in the order of their paths. */
export function columnsOfLibrary(database: Database, libraryId: Id): PhotoColumns {
  return toColumns(
    database
      .prepare<[Id], Row>(
        // The index holds all that is asked for, so that no photo's own row is touched.
        `SELECT id, mark, status FROM photo INDEXED BY photo_in_order
         WHERE library_id = ? ORDER BY folder_id, sort_key, id`,
      )
      .raw()
      .all(libraryId),
  );
}

/** The given photos in the given order, without those that are no more. */
export function columnsOfPhotos(database: Database, photoIds: readonly Id[]): PhotoColumns {
  return toColumns(
    database
      .prepare<[string], Row>(
        `SELECT photo.id, photo.mark, photo.status FROM json_each(?) AS wanted
         CROSS JOIN photo ON photo.id = wanted.value ORDER BY wanted.key`,
      )
      .raw()
      .all(JSON.stringify(photoIds)),
  );
}
