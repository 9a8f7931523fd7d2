import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database, Options } from 'better-sqlite3';
import type { Problem } from '../contract.ts';
import { versionOf } from './migrate.ts';
import type { Migration } from './migrations/index.ts';
import { LIBRARY_FILE, sqliteOptions } from './open.ts';
import type { OpenOptions } from './open.ts';
import { salvage } from './salvage.ts';
import { hasLog, logOf, readLog } from './write-ahead-log.ts';
import type { WriteAheadLog } from './write-ahead-log.ts';

/** A database that was made of the damaged files, and what is in it. */
interface Candidate {
  file: string;
  labels: number;
  /** Pages or rows that could not be read. */
  lost: number;
}

interface Workshop {
  file: string;
  /** Where candidates are made; the damaged files are only read. */
  scratch: string;
  sqlite: Options;
  migrations: readonly Migration[];
  now: Date;
}

/**
 * Puts what can be read of a damaged library in its place, after its files were set aside; null, and nothing
 * changed, where nothing can be.
 */
export function recoverLibrary(options: OpenOptions): Problem | null {
  const { folder, nativeBinding, migrations, now } = options;
  const file = path.join(folder, LIBRARY_FILE);
  if (!existsSync(file)) return null;
  const scratch = mkdtempSync(path.join(folder, 'library.recovery-'));
  try {
    const sqlite = sqliteOptions(nativeBinding);
    const best = bestCandidate({ file, scratch, sqlite, migrations, now });
    if (best === null) return null;
    const aside = setAside(file, folder, now);
    putInPlace(best.file, file);
    const { labels, lost } = best;
    return lost === 0
      ? { code: 'database-recovered', parameters: { folder: aside, labels } }
      : { code: 'database-recovered-in-part', parameters: { folder: aside, labels, lost } };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The whole one with the most labels; where none is whole, what can be read of each row by row. */
function bestCandidate(workshop: Workshop): Candidate | null {
  const made = candidates(workshop);
  const whole = made.flatMap(({ file, lost }) => {
    const labels = labelsOfWhole(file, workshop);
    return labels === null ? [] : [{ file, labels, lost }];
  });
  return mostLabels(whole) ?? mostLabels(made.flatMap(({ file }) => salvaged(file, workshop)));
}

function mostLabels(candidates: Candidate[]): Candidate | null {
  return (
    candidates.toSorted((one, other) => other.labels - one.labels || one.lost - other.lost)[0] ??
    null
  );
}

function candidates({ file, scratch }: Workshop): { file: string; lost: number }[] {
  const alone = path.join(scratch, 'alone.sqlite');
  copyFileSync(file, alone);
  const log = hasLog(file) ? readLog(logOf(file), pageSizeOf(file)) : null;
  if (log === null || log.frames.length === 0) return [{ file: alone, lost: 0 }];
  const ways = [
    // The database may have had a page of which the log's newest copy is damaged.
    { name: 'database', pages: newestPages(log, (sound) => sound, true) },
    { name: 'earlier', pages: newestPages(log, (sound) => sound, false) },
    { name: 'as-they-are', pages: newestPages(log, () => true, false) },
  ];
  const lost = lostPages(log);
  const rebuilt = ways.map(({ name, pages }) => {
    const made = path.join(scratch, `${name}.sqlite`);
    copyFileSync(file, made);
    writePages(made, logOf(file), log, pages);
    return { file: made, lost };
  });
  return [...rebuilt, { file: alone, lost: log.frames.length }];
}

function pageSizeOf(file: string): number {
  const header = Buffer.alloc(18);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const stated = header.readUInt16BE(16);
  return stated === 1 ? 65_536 : Math.max(512, stated);
}

/** Where in the log each page's newest copy lies; `leave`: not at all where that one is damaged. */
function newestPages(
  { frames }: WriteAheadLog,
  take: (isSound: boolean) => boolean,
  leave: boolean,
): Map<number, number> {
  const newest = new Map<number, number>();
  for (const { page, offset, isSound } of frames) {
    if (take(isSound)) newest.set(page, offset);
    else if (leave) newest.delete(page);
  }
  return newest;
}

/** Pages of which the newest copy is damaged. */
function lostPages({ frames }: WriteAheadLog): number {
  const newest = new Map(frames.map(({ page, isSound }) => [page, isSound]));
  return [...newest.values()].filter((isSound) => !isSound).length;
}

function writePages(
  made: string,
  logFile: string,
  { pageSize, frames }: WriteAheadLog,
  pages: ReadonlyMap<number, number>,
): void {
  const count = frames.findLast(({ pagesAfter }) => pagesAfter > 0)?.pagesAfter ?? 0;
  const target = openSync(made, 'r+');
  const log = openSync(logFile, 'r');
  const bytes = Buffer.alloc(pageSize);
  try {
    for (const [page, offset] of pages) {
      if (page < 1 || page > count) continue;
      readSync(log, bytes, 0, pageSize, offset);
      writeSync(target, bytes, 0, pageSize, (page - 1) * pageSize);
    }
    ftruncateSync(target, count * pageSize);
  } finally {
    closeSync(log);
    closeSync(target);
  }
}

/** Null where it is not whole, or not a library of a version that is known. */
function labelsOfWhole(file: string, { sqlite, migrations }: Workshop): number | null {
  return asked(file, sqlite, (database) => {
    const version = versionOf(database);
    if (version < 1 || version > migrations.length) return null;
    const found = database.pragma('integrity_check(1)', { simple: true });
    return found === 'ok' ? countLabels(database) : null;
  });
}

function salvaged(damaged: string, workshop: Workshop): Candidate[] {
  const { sqlite, migrations, now } = workshop;
  const version = asked(damaged, sqlite, versionOf) ?? 0;
  if (version < 1 || version > migrations.length) return [];
  const file = damaged.replace(/\.sqlite$/, '.salvaged.sqlite');
  try {
    const known = migrations.slice(0, version);
    const lost = salvage(damaged, file, { sqlite, migrations: known, now });
    const labels = asked(file, sqlite, countLabels) ?? 0;
    // What has no label in it is worth less than the file as it is, which another program may yet read.
    return labels === 0 ? [] : [{ file, labels, lost }];
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return [];
    throw error;
  }
}

function asked<Value>(
  file: string,
  sqlite: Options,
  ask: (database: Database) => Value,
): Value | null {
  let database: Database | null = null;
  try {
    database = new Sqlite(file, sqlite);
    return ask(database);
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return null;
    throw error;
  } finally {
    database?.close();
  }
}

/** Whichever table has them in this version. */
function countLabels(database: Database): number {
  const tables = database
    .prepare<[], string>(
      `SELECT list.name FROM pragma_table_list AS list, pragma_table_info(list.name) AS info
       WHERE list.schema = 'main' AND list.type = 'table' AND info.name = 'mark'`,
    )
    .pluck()
    .all();
  const counts = tables.map(
    (table) =>
      database
        .prepare<[], number>(`SELECT count(*) FROM "${table}" WHERE mark <> 0`)
        .pluck()
        .get() ?? 0,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Copies, not moves: until the new file is in its place the damaged ones stay in theirs. */
function setAside(file: string, folder: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const aside = path.join(folder, `library.damaged-${time}`);
  mkdirSync(aside, { recursive: true });
  for (const ending of ['', '-wal']) {
    if (!existsSync(file + ending)) continue;
    const copy = path.join(aside, LIBRARY_FILE + ending);
    copyFileSync(file + ending, copy);
    toDisk(copy);
  }
  return aside;
}

/** A log that is left over after the first step does not fit, and is found damaged once more. */
function putInPlace(made: string, file: string): void {
  toDisk(made);
  renameSync(made, file);
  for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
}

function toDisk(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
