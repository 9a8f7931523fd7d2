import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';

export interface HistoryState {
  canUndo: boolean;
  canRedo: boolean;
}

const NEWEST_DONE = `
  SELECT max(id) FROM label_action WHERE library_id = ? AND undone = 0`;
const OLDEST_UNDONE = `
  SELECT min(id) FROM label_action WHERE library_id = ? AND undone = 1`;

function actionId(database: Database, query: string, libraryId: Id): Id | null {
  return database.prepare<[Id], Id | null>(query).pluck().get(libraryId) ?? null;
}

export function historyState(database: Database, libraryId: Id): HistoryState {
  return {
    canUndo: actionId(database, NEWEST_DONE, libraryId) !== null,
    canRedo: actionId(database, OLDEST_UNDONE, libraryId) !== null,
  };
}

/** Writes down and applies one action, `[photoId, mark]` each; one that changes nothing leaves no trace. */
export function perform(
  database: Database,
  libraryId: Id,
  marks: readonly (readonly [photoId: Id, mark: number])[],
): void {
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
}

/** Takes back the newest action and gives the photos it touched; null when there is none. */
export function undoNewest(database: Database, libraryId: Id): Id[] | null {
  return turn(database, actionId(database, NEWEST_DONE, libraryId), 'mark_before');
}

/** Does again what was undone last; null when there is nothing. */
export function redoOldest(database: Database, libraryId: Id): Id[] | null {
  return turn(database, actionId(database, OLDEST_UNDONE, libraryId), 'mark_after');
}

function turn(
  database: Database,
  action: Id | null,
  to: 'mark_before' | 'mark_after',
): Id[] | null {
  if (action === null) return null;
  apply(database, action, to);
  database
    .prepare('UPDATE label_action SET undone = ? WHERE id = ?')
    .run(to === 'mark_before' ? 1 : 0, action);
  return database
    .prepare<[Id], Id>('SELECT photo_id FROM label_change WHERE action_id = ?')
    .pluck()
    .all(action);
}

function apply(database: Database, action: Id, to: 'mark_before' | 'mark_after'): void {
  database
    .prepare(
      `UPDATE photo SET mark = label_change.${to} FROM label_change
       WHERE label_change.action_id = ? AND photo.id = label_change.photo_id`,
    )
    .run(action);
}

/** Gives a photo the place of another in the history; its own changes end, being those of an unlabelled photo. */
export function inheritHistory(database: Database, from: Id, to: Id): void {
  database.prepare('DELETE FROM label_change WHERE photo_id = ?').run(to);
  database.prepare('UPDATE label_change SET photo_id = ? WHERE photo_id = ?').run(to, from);
}

/** An action whose last photo has gone would undo nothing. */
export function forgetEmptyActions(database: Database, libraryId: Id): void {
  database
    .prepare(
      `DELETE FROM label_action WHERE library_id = ?
       AND NOT EXISTS (SELECT 1 FROM label_change WHERE action_id = label_action.id)`,
    )
    .run(libraryId);
}
