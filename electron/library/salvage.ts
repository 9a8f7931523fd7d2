import Sqlite from 'better-sqlite3';
import type { Database, Options } from 'better-sqlite3';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/index.ts';

/** More rows than any library has; where a table's end cannot be read, nobody looks further. */
const MOST_ROWS = 5_000_000;

/**
 * Copies what can be read of a damaged database, row by row, into a new one of the same version, and returns
 * how many rows could not be.
 *
 * @throws SqliteError where not even its tables' names can be read.
 */
export function salvage(
  damaged: string,
  target: string,
  { sqlite, migrations, now }: { sqlite: Options; migrations: readonly Migration[]; now: Date },
): number {
  const source = new Sqlite(damaged, sqlite);
  const made = new Sqlite(target, sqlite);
  try {
    migrate(made, migrations, now);
    made.pragma('foreign_keys = OFF');
    const lost = made.transaction(() => {
      let count = 0;
      for (const table of tablesOf(made)) count += copyTable(source, made, table);
      return count + dropOrphans(made);
    })();
    made.pragma('journal_mode = DELETE');
    return lost;
  } finally {
    source.close();
    made.close();
  }
}

interface Table {
  name: string;
  /** Without those that are computed of others. */
  columns: string[];
  hasRowId: boolean;
}

function tablesOf(database: Database): Table[] {
  return database
    .prepare<[], { name: string; wr: 0 | 1 }>(
      `SELECT name, wr FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()
    .map(({ name, wr }) => ({ name, columns: columnsOf(database, name), hasRowId: wr === 0 }));
}

function columnsOf(database: Database, table: string): string[] {
  return database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table);
}

type Row = unknown[];

function copyTable(source: Database, made: Database, { name, columns, hasRowId }: Table): number {
  const known = new Set(columnsOf(source, name));
  if (!columns.every((column) => known.has(column))) return 1;
  const list = columns.map((column) => `"${column}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  made.prepare(`DELETE FROM "${name}"`).run();
  const insert = made.prepare(`INSERT OR IGNORE INTO "${name}" (${list}) VALUES (${places})`);
  const keep = (row: Row) => void insert.run(...row);
  if (!hasRowId) return copyFromBothEnds(source, `SELECT ${list} FROM "${name}"`, columns, keep);
  return copyById(source, { select: `SELECT ${list} FROM "${name}"`, name, keep });
}

function copyById(
  source: Database,
  { select, name, keep }: { select: string; name: string; keep: (row: Row) => void },
): number {
  const find = source.prepare<[number], Row>(`${select} WHERE rowid = ?`).raw();
  let lost = 0;
  const last = Math.min(lastIdOf(source, name), MOST_ROWS);
  for (let id = 1; id <= last; id++) {
    try {
      const row = find.get(id);
      if (row !== undefined) keep(row);
    } catch {
      lost += 1;
    }
  }
  return lost;
}

/** Where the table's own end cannot be read, the number that its next row would have had. */
function lastIdOf(source: Database, name: string): number {
  const ask = (sql: string, ...values: string[]): number => {
    try {
      return (
        source
          .prepare<string[], number>(sql)
          .pluck()
          .get(...values) ?? 0
      );
    } catch {
      return 0;
    }
  };
  return Math.max(
    ask(`SELECT max(rowid) FROM "${name}"`),
    ask('SELECT seq FROM sqlite_sequence WHERE name = ?', name),
  );
}

/** From the beginning to the first row that cannot be read, and from the end to the last. */
function copyFromBothEnds(
  source: Database,
  select: string,
  columns: string[],
  keep: (row: Row) => void,
): number {
  const [first] = columns;
  for (const order of ['ASC', 'DESC']) {
    try {
      const rows = source.prepare<[], Row>(`${select} ORDER BY "${first}" ${order}`).raw();
      for (const row of rows.iterate()) keep(row);
      return 0;
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError)) throw error;
    }
  }
  return 1;
}

/** Rows of which the one that they belong to is lost. */
function dropOrphans(made: Database): number {
  let dropped = 0;
  for (;;) {
    const broken = made.pragma('foreign_key_check') as { table: string; rowid: number | null }[];
    if (broken.length === 0) return dropped;
    for (const { table, rowid } of broken) {
      // A table without row numbers holds history alone, which nothing else refers to.
      const where = rowid === null ? '' : `WHERE rowid = ${rowid}`;
      dropped += made.prepare(`DELETE FROM "${table}" ${where}`).run().changes;
    }
  }
}
