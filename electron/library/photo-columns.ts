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
        // The index holds all that is asked for of a photo, so that its own row is not touched.
        `SELECT photo.id, coalesce(picture.mark, 0), status FROM photo INDEXED BY photo_in_order
         LEFT JOIN picture ON picture.id = picture_id
         WHERE photo.library_id = ? ORDER BY folder_id, sort_key, photo.id`,
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
        `SELECT photo.id, coalesce(picture.mark, 0), photo.status FROM json_each(?) AS wanted
         CROSS JOIN photo ON photo.id = wanted.value
         LEFT JOIN picture ON picture.id = picture_id ORDER BY wanted.key`,
      )
      .raw()
      .all(JSON.stringify(photoIds)),
  );
}

/** The given photos in the given order, and after them all others that show one of their pictures. */
export function withCopies(database: Database, photoIds: readonly Id[]): Id[] {
  const copies = database
    .prepare<[string], Id>(
      `SELECT DISTINCT other.id FROM json_each(?) AS wanted
       CROSS JOIN photo ON photo.id = wanted.value
       CROSS JOIN photo AS other ON other.picture_id = photo.picture_id
       WHERE other.id <> photo.id`,
    )
    .pluck()
    .all(JSON.stringify(photoIds));
  return [...new Set([...photoIds, ...copies])];
}

/** The photos that show one of the pictures. */
export function photosShowing(database: Database, pictureIds: readonly Id[]): Id[] {
  return database
    .prepare<[string], Id>(
      `SELECT photo.id FROM json_each(?) AS wanted
       CROSS JOIN photo ON photo.picture_id = wanted.value ORDER BY wanted.key, photo.id`,
    )
    .pluck()
    .all(JSON.stringify(pictureIds));
}
