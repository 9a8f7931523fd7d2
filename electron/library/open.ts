import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database, Options } from 'better-sqlite3';
import type { Outcome, Problem } from '../contract.ts';
import { ForeignDatabaseError, migrate, versionOf } from './migrate.ts';
import type { Migration } from './migrations/index.ts';

export const LIBRARY_FILE = 'library.sqlite';

export interface OpenOptions {
  folder: string;
  /** Path of better-sqlite3's native file; null takes the package's own. */
  nativeBinding: string | null;
  migrations: readonly Migration[];
  now: Date;
}

/** Opens (makes, migrates) the library of a folder; an expected failure leaves its file as it was. */
export function openLibrary(options: OpenOptions): Outcome<Database> {
  const { folder, migrations, now } = options;
  const file = path.join(folder, LIBRARY_FILE);
  const sqlite = sqliteOptions(options.nativeBinding);
  let database: Database | null = null;
  try {
    const version = storedVersion(file, sqlite);
    if (version > migrations.length) return { ok: false, problem: newerDatabase };
    database = new Sqlite(file, sqlite);
    migrate(database, migrations, now);
    setUp(database);
    return { ok: true, value: database };
  } catch (error) {
    database?.close();
    const problem = openProblem(error, file);
    if (problem === null) throw error;
    return { ok: false, problem };
  }
}

export function sqliteOptions(nativeBinding: string | null): Options {
  return {
    timeout: 5000,
    ...(nativeBinding === null ? {} : { nativeBinding }),
  };
}

function setUp(database: Database): void {
  database.pragma('journal_mode = WAL');
  // A label is on the disk when the call that set it returns.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const [check] = database.pragma('quick_check(1)') as { quick_check: string }[];
  if (check?.quick_check !== 'ok') throw new DamagedDatabaseError(check?.quick_check);
}

class DamagedDatabaseError extends Error {
  override name = 'DamagedDatabaseError';
}

/**
 * The version that the file carries, 0 where there is none, found without changing a byte of it: the
 * number at byte 60 of SQLite's header, unless a write-ahead log beside it may hold a newer header.
 */
function storedVersion(file: string, options: Options): number {
  // Throws, with the system's own code, for a folder that is not there.
  statSync(path.dirname(file));
  if (!existsSync(file)) return 0;
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    const database = new Sqlite(file, { ...options, readonly: true });
    try {
      return versionOf(database);
    } finally {
      database.close();
    }
  }
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, header, 0, 100, 0);
    const isDatabase = header.toString('latin1', 0, 16) === 'SQLite format 3\0';
    if (length === 0) return 0;
    if (length < 100 || !isDatabase) throw new DamagedDatabaseError('no SQLite header');
    return header.readUInt32BE(60);
  } finally {
    closeSync(descriptor);
  }
}

const newerDatabase: Problem = { code: 'database-newer', parameters: {} };

function openProblem(error: unknown, file: string): Problem | null {
  const damaged = error instanceof DamagedDatabaseError || error instanceof ForeignDatabaseError;
  const code = damaged ? 'SQLITE_CORRUPT' : ((error as NodeJS.ErrnoException).code ?? '');
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return { code: 'database-damaged', parameters: { file } };
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return { code: 'database-busy', parameters: {} };
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return { code: 'database-disk-full', parameters: {} };
  }
  if (/^(SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH)|E[A-Z]+$)/.test(code)) {
    return { code: 'database-unreachable', parameters: { file } };
  }
  return null;
}
