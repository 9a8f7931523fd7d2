import type { Database, Statement } from 'better-sqlite3';

const statementsOf = new WeakMap<Database, Map<string, Statement>>();

/** A statement that is compiled once for each connection, for what is done to one photo after another. */
export function prepared<Parameters extends unknown[] | object = unknown[], Row = unknown>(
  database: Database,
  sql: string,
): Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row> {
  const statements = statementsOf.get(database) ?? new Map<string, Statement>();
  statementsOf.set(database, statements);
  const known = statements.get(sql) ?? database.prepare(sql);
  statements.set(sql, known);
  return known as Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row>;
}
