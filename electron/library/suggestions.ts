import path from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Id, LabelSuggestion, MarkChange } from '../contract.ts';
import { PHOTO_STATUS, UNLABELLED } from '../contract/limits.ts';
import { performMarks } from './labels.ts';
import { categories, requireLibrary } from './libraries.ts';
import { NameWords } from './name-words.ts';
import type { NameHint } from './name-words.ts';

function keyOf({ categoryId, source, word }: NameHint): string {
  return JSON.stringify([categoryId, source, word]);
}

/** Labels that the names of folders and files seem to give to photos without one; those for most photos first. */
export function suggestions(database: Database, libraryId: Id): LabelSuggestion[] {
  const names = new Map(categories(database, libraryId).map(({ id, name }) => [id, name]));
  const found = new Map<string, LabelSuggestion>();
  for (const { hint } of hints(database, libraryId)) {
    const key = keyOf(hint);
    const known = found.get(key);
    if (known !== undefined) known.photoCount += 1;
    else {
      const categoryName = names.get(hint.categoryId) ?? '';
      found.set(key, { ...hint, categoryName, photoCount: 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.photoCount - a.photoCount);
}

/** Labels what the accepted suggestions are about, as one action of the undo history. */
export function acceptSuggestions(
  database: Database,
  libraryId: Id,
  accepted: readonly NameHint[],
): MarkChange {
  const wanted = new Set(accepted.map(keyOf));
  const marks = hints(database, libraryId)
    .filter(({ hint }) => wanted.has(keyOf(hint)))
    .map(({ photoId, hint }) => [photoId, hint.categoryId] as const);
  return performMarks(database, libraryId, marks);
}

/**
 * One hint a photo: that of the nearest folder with one, else that of its name. Where folder and name
 * disagree there is none.
 */
function hints(database: Database, libraryId: Id): { photoId: Id; hint: NameHint }[] {
  requireLibrary(database, libraryId);
  const words = new NameWords(categories(database, libraryId));
  const folderHints = new Map<string, NameHint | null>();
  const ofFolder = (folder: string): NameHint | null => {
    const known = folderHints.get(folder);
    if (known !== undefined) return known;
    const names = folder.split('/').reverse();
    const hint = names.map((name) => words.inFolderName(name)).find((found) => found !== null);
    folderHints.set(folder, hint ?? null);
    return hint ?? null;
  };
  const photos = database
    .prepare<[Id], { photoId: Id; root: string; relativePath: string }>(
      `SELECT photo.id AS photoId, folder.path AS root, relative_path AS relativePath
       FROM photo JOIN folder ON folder.id = folder_id
         LEFT JOIN picture ON picture.id = picture_id
       WHERE photo.library_id = ? AND coalesce(mark, ${UNLABELLED}) = ${UNLABELLED}
         AND status <> ${PHOTO_STATUS.missing}
         AND NOT EXISTS (SELECT 1 FROM label_conflict WHERE picture_id = photo.picture_id)
       ORDER BY folder_id, sort_key, photo.id`,
    )
    .all(libraryId);
  return photos.flatMap(({ photoId, root, relativePath }) => {
    const place = path.posix.join(path.basename(root), relativePath);
    const inName = words.inFileName(path.posix.basename(place));
    const inFolder = ofFolder(path.posix.dirname(place));
    const disagree =
      inName !== null && inFolder !== null && inName.categoryId !== inFolder.categoryId;
    const hint = inFolder ?? inName;
    return hint === null || disagree ? [] : [{ photoId, hint }];
  });
}
