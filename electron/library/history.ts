import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';

export interface HistoryState {
  canUndo: boolean;
  canRedo: boolean;
}

const newestDone = `
  SELECT max(id) FROM label_action WHERE library_id = ? AND undone = 0`;
const oldestUndone = `
  SELECT min(id) FROM label_action WHERE library_id = ? AND undone = 1`;

const actionId = (database: Database, query: string, libraryId: Id): Id | null =>
  database.prepare<[Id], Id | null>(query).pluck().get(libraryId) ?? null;

export const historyState = (database: Database, libraryId: Id): HistoryState => ({
  canUndo: actionId(database, newestDone, libraryId) !== null,
  canRedo: actionId(database, oldestUndone, libraryId) !== null,
});

/** Writes down and applies one action, `[photoId, mark]` each; one that changes nothing leaves no trace. */
export const perform = (
  database: Database,
  libraryId: Id,
  marks: readonly (readonly [photoId: Id, mark: number])[],
): void => {
  const action = database
    .prepare('INSERT INTO label_action (library_id) VALUES (?)')
    .run(libraryId).lastInsertRowid;
  const { changes } = database
    .prepare(
      `INSERT INTO label_change (action_id, photo_id, mark_before, mark_after)
       SELECT ?, photo.id, photo.mark, wanted.value ->> 1
       FROM json_each(?) AS wanted CROSS JOIN photo ON photo.id = wanted.value ->> 0
       WHERE photo.mark <> wanted.value ->> 1`,
    )
    .run(action, JSON.stringify(marks));
  if (changes === 0) {
    database.prepare('DELETE FROM label_action WHERE id = ?').run(action);
    return;
  }
  apply(database, Number(action), 'mark_after');
  database.prepare('DELETE FROM label_action WHERE library_id = ? AND undone = 1').run(libraryId);
};

/** Takes back the newest action and gives the photos it touched; null when there is none. */
export const undoNewest = (database: Database, libraryId: Id): Id[] | null =>
  turn(database, actionId(database, newestDone, libraryId), 'mark_before');

/** Does again what was undone last; null when there is nothing. */
export const redoOldest = (database: Database, libraryId: Id): Id[] | null =>
  turn(database, actionId(database, oldestUndone, libraryId), 'mark_after');

const turn = (
  database: Database,
  action: Id | null,
  to: 'mark_before' | 'mark_after',
): Id[] | null => {
  if (action === null) return null;
  apply(database, action, to);
  database
    .prepare('UPDATE label_action SET undone = ? WHERE id = ?')
    .run(to === 'mark_before' ? 1 : 0, action);
  return database
    .prepare<[Id], Id>('SELECT photo_id FROM label_change WHERE action_id = ?')
    .pluck()
    .all(action);
};

const apply = (database: Database, action: Id, to: 'mark_before' | 'mark_after'): void => {
  database
    .prepare(
      `UPDATE photo SET mark = label_change.${to} FROM label_change
       WHERE label_change.action_id = ? AND photo.id = label_change.photo_id`,
    )
    .run(action);
};

/** Gives a photo the place of another in the history; its own changes end, being those of an unlabelled photo. */
export const inheritHistory = (database: Database, from: Id, to: Id): void => {
  database.prepare('DELETE FROM label_change WHERE photo_id = ?').run(to);
  database.prepare('UPDATE label_change SET photo_id = ? WHERE photo_id = ?').run(to, from);
};

/** An action whose last photo has gone would undo nothing. */
export const forgetEmptyActions = (database: Database, libraryId: Id): void => {
  database
    .prepare(
      `DELETE FROM label_action WHERE library_id = ?
       AND NOT EXISTS (SELECT 1 FROM label_change WHERE action_id = label_action.id)`,
    )
    .run(libraryId);
};
