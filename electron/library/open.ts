import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database, Options } from 'better-sqlite3';
import type { Outcome, Problem } from '../contract.ts';
import { ForeignDatabaseError, migrate, versionOf } from './migrate.ts';
import type { Migration } from './migrations/index.ts';
import { hasLog, logOf, readLog } from './write-ahead-log.ts';

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
    check(database);
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
}

/** @throws DamagedDatabaseError, before anything is written to it. */
function check(database: Database): void {
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new DamagedDatabaseError(String(found));
}

class DamagedDatabaseError extends Error {
  override name = 'DamagedDatabaseError';
}

/**
 * The version that the file carries, 0 where there is none, found without changing a byte of it: in a copy
 * where a write-ahead log lies beside it, otherwise the number at byte 60 of SQLite's header.
 */
function storedVersion(file: string, options: Options): number {
  // Throws, with the system's own code, for a folder that is not there.
  statSync(path.dirname(file));
  if (!existsSync(file)) return 0;
  const header = headerOf(file);
  if (header === null) return 0;
  return hasLog(file) ? versionWithLog(file, header.pageSize, options) : header.version;
}

/** Null for an empty file. */
function headerOf(file: string): { version: number; pageSize: number } | null {
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, header, 0, 100, 0);
    const isDatabase = header.toString('latin1', 0, 16) === 'SQLite format 3\0';
    if (length === 0) return null;
    if (length < 100 || !isDatabase) throw new DamagedDatabaseError('no SQLite header');
    const stated = header.readUInt16BE(16);
    return { version: header.readUInt32BE(60), pageSize: stated === 1 ? 65_536 : stated };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * SQLite takes what is sound of a log, writes it into the database when that is closed, and says nothing of
 * the rest: so it gets to see a log only after a check of its sums and of what it makes of a copy.
 */
function versionWithLog(file: string, pageSize: number, options: Options): number {
  if (!readLog(logOf(file), pageSize).isSound) throw new DamagedDatabaseError('a damaged log');
  const folder = mkdtempSync(path.join(path.dirname(file), 'library.check-'));
  try {
    const copy = path.join(folder, LIBRARY_FILE);
    copyFileSync(file, copy, constants.COPYFILE_FICLONE);
    copyFileSync(logOf(file), logOf(copy), constants.COPYFILE_FICLONE);
    const database = new Sqlite(copy, options);
    try {
      check(database);
      return versionOf(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
