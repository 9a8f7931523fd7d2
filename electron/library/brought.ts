import type { Database } from 'better-sqlite3';
import type { BringableLabels, Category, Id, Mark, MarkChange } from '../contract.ts';
import { NEITHER, PHOTO_STATUS, UNLABELLED } from '../contract/limits.ts';
import { recordConflict } from './conflicts.ts';
import { changeOf, performOnPictures } from './labels.ts';
import { categories, librarySummary, requireLibrary } from './libraries.ts';
import { photosShowing } from './photo-columns.ts';

/** A picture of this library that another one has labelled. */
interface KnownElsewhere {
  pictureId: Id;
  mark: Mark;
  fromLibraryId: Id;
  /** In the other library. */
  markThere: Mark;
}

/** Labels of other libraries on the same pictures, most of them first. Nothing of it is applied. */
export function bringableLabels(database: Database, libraryId: Id): BringableLabels[] {
  requireLibrary(database, libraryId);
  const found = new Map<Id, KnownElsewhere[]>();
  for (const known of knownElsewhere(database, libraryId)) {
    found.set(known.fromLibraryId, [...(found.get(known.fromLibraryId) ?? []), known]);
  }
  const offers = [...found].map(([fromLibraryId, known]) => {
    const { marks, takesNames } = translation(database, libraryId, fromLibraryId);
    const fitting = known.filter(
      ({ mark, markThere }) => mark === UNLABELLED && marks.has(markThere),
    );
    return {
      fromLibraryId,
      libraryName: librarySummary(database, fromLibraryId).name,
      pictureCount: new Set(fitting.map(({ pictureId }) => pictureId)).size,
      takesNames,
    };
  });
  return offers
    .filter(({ pictureCount }) => pictureCount > 0)
    .sort((one, other) => other.pictureCount - one.pictureCount);
}

/**
 * Labels pictures as another library does, as one action of the undo history. One that is labelled
 * differently here keeps its label, and the person is asked.
 */
export function bringLabels(database: Database, libraryId: Id, fromLibraryId: Id): MarkChange {
  return database
    .transaction(() => {
      requireLibrary(database, libraryId);
      const { marks, takesNames } = translation(database, libraryId, fromLibraryId);
      if (takesNames) takeNames(database, libraryId, fromLibraryId);
      const known = knownElsewhere(database, libraryId)
        .filter((one) => one.fromLibraryId === fromLibraryId)
        .map((one) => ({ ...one, brought: marks.get(one.markThere) ?? UNLABELLED }))
        .filter(({ brought }) => brought !== UNLABELLED);
      const wanted = known.filter(({ mark }) => mark === UNLABELLED);
      performOnPictures(
        database,
        libraryId,
        wanted.map(({ pictureId, brought }) => [pictureId, brought] as const),
      );
      for (const { pictureId, mark, brought } of known) {
        if (mark !== UNLABELLED && mark !== brought) {
          recordConflict(database, pictureId, [mark, brought]);
        }
      }
      const photoIds = photosShowing(
        database,
        known.map(({ pictureId }) => pictureId),
      );
      return changeOf(database, libraryId, [...new Set(photoIds)]);
    })
    .immediate();
}

/** By the same content, or else by the same pixels. */
function knownElsewhere(database: Database, libraryId: Id): KnownElsewhere[] {
  return database
    .prepare<{ libraryId: Id }, KnownElsewhere>(
      `WITH pair (own_id, other_id) AS (
         SELECT own.picture_id, other.picture_id
         FROM picture_content AS own JOIN picture_content AS other USING (content_hash)
         WHERE own.library_id = :libraryId AND other.library_id <> :libraryId
         UNION
         SELECT own.id, other.id FROM picture AS own JOIN picture AS other USING (pixel_hash)
         WHERE own.library_id = :libraryId AND other.library_id <> :libraryId
       )
       SELECT own.id AS pictureId, own.mark, other.library_id AS fromLibraryId,
         other.mark AS markThere
       FROM pair JOIN picture AS own ON own.id = own_id JOIN picture AS other ON other.id = other_id
       WHERE other.mark <> ${UNLABELLED} AND EXISTS (SELECT 1 FROM photo
         WHERE picture_id = own.id AND status <> ${PHOTO_STATUS.missing})
       ORDER BY other.library_id, own.id`,
    )
    .all({ libraryId });
}

interface Translation {
  /** What a mark of the other library is here; those without a counterpart are left out. */
  marks: ReadonlyMap<Mark, Mark>;
  /** Whether this library, in which nothing is labelled yet, takes over the names and keys. */
  takesNames: boolean;
}

/** Kinds of the same name are the same kind. */
function translation(database: Database, libraryId: Id, fromLibraryId: Id): Translation {
  const [own, other] = [categories(database, libraryId), categories(database, fromLibraryId)];
  const byName = new Map(own.map((kind) => [nameOf(kind), kind.id]));
  const hasAll = other.every((kind) => byName.has(nameOf(kind)));
  const takesNames = !hasAll && isFresh(database, libraryId);
  const byPosition = new Map(own.map((kind) => [kind.position, kind.id]));
  const marks = new Map<Mark, Mark>([[NEITHER, NEITHER]]);
  for (const kind of other) {
    const here = takesNames ? byPosition.get(kind.position) : byName.get(nameOf(kind));
    if (here !== undefined) marks.set(kind.id, here);
  }
  return { marks, takesNames };
}

function nameOf({ name }: Category): string {
  return name.toLowerCase();
}

function isFresh(database: Database, libraryId: Id): boolean {
  return (
    database
      .prepare<{ libraryId: Id }>(
        `SELECT 1 FROM picture WHERE library_id = :libraryId AND mark <> ${UNLABELLED}
       UNION ALL SELECT 1 FROM label_action WHERE library_id = :libraryId`,
      )
      .get({ libraryId }) === undefined
  );
}

function takeNames(database: Database, libraryId: Id, fromLibraryId: Id): void {
  const take = database.prepare(
    'UPDATE category SET name = ?, key = ? WHERE library_id = ? AND position = ?',
  );
  for (const { name, key, position } of categories(database, fromLibraryId)) {
    take.run(name, key, libraryId, position);
  }
}
