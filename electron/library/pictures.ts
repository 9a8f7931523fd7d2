import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';
import { UNLABELLED } from '../contract/limits.ts';
import { recordConflict } from './conflicts.ts';
import { inheritHistory, lastActionOf } from './history.ts';
import { prepared } from './prepared.ts';

/** What says that two files show the same picture: the same bytes, or else the same pixels. */
export interface Looks {
  contentHash: string;
  /** Of the upright pixels; null where they were not looked at. */
  pixelHash: string | null;
}

/** What is known of a file before it is read. */
export interface FileTraits {
  byteSize: number;
  modifiedAt: number;
}

/** Gives each of the photos that has none a picture that waits for its reading, so that it can be labelled. */
export function makeUnreadPictures(database: Database, photoIds: readonly Id[]): void {
  const wanting = prepared<[string], Id>(
    database,
    `SELECT photo.id FROM json_each(?) AS wanted CROSS JOIN photo ON photo.id = wanted.value
       WHERE picture_id IS NULL`,
  )
    .pluck()
    .all(JSON.stringify(photoIds));
  const add = prepared<[Id]>(
    database,
    `INSERT INTO picture (library_id, is_unread, byte_size, modified_at)
     SELECT library_id, 1, byte_size, modified_at FROM photo WHERE id = ?`,
  );
  const show = prepared<[number | bigint, Id]>(
    database,
    'UPDATE photo SET picture_id = ? WHERE id = ? AND picture_id IS NULL',
  );
  for (const photoId of new Set(wanting)) {
    show.run(add.run(photoId).lastInsertRowid, photoId);
  }
}

/** The library's picture that looks like this; null where it has none. */
export function findPicture(database: Database, libraryId: Id, looks: Looks): Id | null {
  const byContent =
    prepared<[string, Id], Id>(
      database,
      'SELECT picture_id FROM picture_content WHERE content_hash = ? AND library_id = ?',
    )
      .pluck()
      .get(looks.contentHash, libraryId) ?? null;
  if (looks.pixelHash === null) return byContent;
  const byPixels =
    prepared<[string, Id, Id | null], Id>(
      database,
      `SELECT id FROM picture WHERE pixel_hash = ? AND library_id = ? AND id IS NOT ?
         ORDER BY id LIMIT 1`,
    )
      .pluck()
      .get(looks.pixelHash, libraryId, byContent) ?? null;
  if (byContent === null || byPixels === null) return byContent ?? byPixels;
  // Two that were told apart while only their bytes were known.
  mergePictures(database, byPixels, byContent);
  return byContent;
}

/** A new picture, or `unread` once its photo was read. */
export function makePicture(
  database: Database,
  libraryId: Id,
  unread: Id | null,
  pixelHash: string | null,
): Id {
  if (unread === null) {
    const { lastInsertRowid } = prepared(
      database,
      'INSERT INTO picture (library_id, pixel_hash) VALUES (?, ?)',
    ).run(libraryId, pixelHash);
    return Number(lastInsertRowid);
  }
  prepared(
    database,
    `UPDATE picture SET is_unread = 0, byte_size = NULL, modified_at = NULL, pixel_hash = ?
       WHERE id = ?`,
  ).run(pixelHash, unread);
  return unread;
}

/** From now on what looks like this is that picture. */
export function rememberLooks(
  database: Database,
  libraryId: Id,
  pictureId: Id,
  { contentHash, pixelHash }: Looks,
): void {
  prepared(database, 'INSERT OR IGNORE INTO picture_content VALUES (?, ?, ?)').run(
    contentHash,
    libraryId,
    pictureId,
  );
  if (pixelHash === null) return;
  prepared(
    database,
    'UPDATE picture SET pixel_hash = :pixelHash WHERE id = :pictureId AND pixel_hash IS NOT :pixelHash',
  ).run({ pixelHash, pictureId });
}

/** All that belongs to one picture belongs to another; where both are labelled the newer label stays. */
export function mergePictures(database: Database, from: Id, into: Id): void {
  const markOf = prepared<[Id], number>(database, 'SELECT mark FROM picture WHERE id = ?').pluck();
  const [ofOne, ofOther] = [markOf.get(from) ?? UNLABELLED, markOf.get(into) ?? UNLABELLED];
  const isNewer = lastActionOf(database, from) > lastActionOf(database, into);
  const mark = ofOther === UNLABELLED || (ofOne !== UNLABELLED && isNewer) ? ofOne : ofOther;
  inheritHistory(database, from, into);
  for (const [table, column] of PLACES_OF_PICTURES) {
    prepared(database, `UPDATE OR IGNORE ${table} SET ${column} = ? WHERE ${column} = ?`).run(
      into,
      from,
    );
  }
  prepared(database, 'UPDATE picture SET mark = ? WHERE id = ?').run(mark, into);
  prepared(database, 'DELETE FROM picture WHERE id = ?').run(from);
  if (ofOne !== ofOther && ofOne !== UNLABELLED && ofOther !== UNLABELLED) {
    recordConflict(database, into, [ofOne, ofOther]);
  }
}

const PLACES_OF_PICTURES = [
  ['photo', 'picture_id'],
  ['photo', 'former_picture_id'],
  ['picture_content', 'picture_id'],
  ['label_conflict', 'picture_id'],
] as const;
