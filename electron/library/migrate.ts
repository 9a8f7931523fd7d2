import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations/index.ts';

/** The file's bytes are a database, but not one that this app made. */
export class ForeignDatabaseError extends Error {
  override name = 'ForeignDatabaseError';
}

export function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings the database to the newest version, each step in a transaction of its own, after a copy of
 * an older database was written beside it.
 */
export function migrate(database: Database, migrations: readonly Migration[], now: Date): void {
  const version = versionOf(database);
  if (version === migrations.length) return;
  if (version > 0) backUp(database, version, now);
  else refuseForeignTables(database);
  // A step that makes a table anew drops the old one, which must not take the rows that refer to it along.
  database.pragma('foreign_keys = OFF');
  for (const [index, migration] of migrations.entries()) {
    if (index >= version) step(database, migration, index + 1);
  }
}

function step(database: Database, migration: Migration, version: number): void {
  database
    .transaction(() => {
      if (typeof migration === 'string') database.exec(migration);
      else migration(database);
      const broken = database.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) {
        throw new Error(
          `Expected no broken references after migration ${version}, got ${JSON.stringify(broken[0])}`,
        );
      }
      database.pragma(`user_version = ${version}`);
    })
    .immediate();
}

function refuseForeignTables(database: Database): void {
  const count = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (count !== 0)
    throw new ForeignDatabaseError(`Expected an empty database, got ${count} tables`);
}

function backUp(database: Database, version: number, now: Date): void {
  const { dir, name } = path.parse(database.name);
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const backup = path.join(dir, `${name}.backup-v${version}-${time}.sqlite`);
  const unfinished = `${backup}.unfinished`;
  rmSync(unfinished, { force: true });
  database.prepare('VACUUM INTO ?').run(unfinished);
  // VACUUM INTO leaves the copy to the system's own time; the old rows must be safe before they change.
  const file = openSync(unfinished, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, backup);
}
