import type { Database } from 'better-sqlite3';
import type { Id } from '../contract.ts';
import { prepared } from './prepared.ts';

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

/** Writes down and applies one action, `[pictureId, mark]` each; one that changes nothing leaves no trace. */
export function perform(
  database: Database,
  libraryId: Id,
  marks: readonly (readonly [pictureId: Id, mark: number])[],
): void {
  const action = database
    .prepare('INSERT INTO label_action (library_id) VALUES (?)')
    .run(libraryId).lastInsertRowid;
  const { changes } = database
    .prepare(
      `INSERT INTO label_change (action_id, picture_id, mark_before, mark_after)
       SELECT ?, picture.id, picture.mark, wanted.value ->> 1
       FROM json_each(?) AS wanted CROSS JOIN picture ON picture.id = wanted.value ->> 0
       WHERE picture.mark <> wanted.value ->> 1`,
    )
    .run(action, JSON.stringify(marks));
  if (changes === 0) {
    database.prepare('DELETE FROM label_action WHERE id = ?').run(action);
    return;
  }
  apply(database, Number(action), 'mark_after');
  database.prepare('DELETE FROM label_action WHERE library_id = ? AND undone = 1').run(libraryId);
}

/** Takes back the newest action and gives the pictures it touched; null when there is none. */
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
    .prepare<[Id], Id>('SELECT picture_id FROM label_change WHERE action_id = ?')
    .pluck()
    .all(action);
}

function apply(database: Database, action: Id, to: 'mark_before' | 'mark_after'): void {
  database
    .prepare(
      `UPDATE picture SET mark = label_change.${to} FROM label_change
       WHERE label_change.action_id = ? AND picture.id = label_change.picture_id`,
    )
    .run(action);
}

/** The newest action on a picture that was not undone; 0 where there is none. */
export function lastActionOf(database: Database, pictureId: Id): Id {
  return (
    prepared<[Id], Id | null>(
      database,
      `SELECT max(action_id) FROM label_change JOIN label_action ON label_action.id = action_id
         WHERE picture_id = ? AND undone = 0`,
    )
      .pluck()
      .get(pictureId) ?? 0
  );
}

/** What was done to one picture was done to another, each step after the one before it. */
export function inheritHistory(database: Database, from: Id, into: Id): void {
  const { changes } = prepared(
    database,
    'UPDATE OR IGNORE label_change SET picture_id = ? WHERE picture_id = ?',
  ).run(into, from);
  if (changes === 0) return;
  prepared(
    database,
    `UPDATE label_change SET mark_before = earlier.mark FROM (
         SELECT action_id, lag(mark_after) OVER (ORDER BY action_id) AS mark
         FROM label_change WHERE picture_id = :into) AS earlier
       WHERE picture_id = :into AND earlier.action_id = label_change.action_id
         AND earlier.mark IS NOT NULL`,
  ).run({ into });
  prepared(
    database,
    'DELETE FROM label_change WHERE picture_id = ? AND mark_before = mark_after',
  ).run(into);
  forgetEmptyActions(database);
}

/** An action that changes nothing any more would undo nothing. */
function forgetEmptyActions(database: Database): void {
  prepared(
    database,
    `DELETE FROM label_action
       WHERE NOT EXISTS (SELECT 1 FROM label_change WHERE action_id = label_action.id)`,
  ).run();
}
