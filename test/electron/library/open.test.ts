import { mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { libraryHandlers } from '../../../electron/library/handlers.ts';
import { migrations } from '../../../electron/library/migrations/index.ts';
import type { Migration } from '../../../electron/library/migrations/index.ts';
import { openLibrary } from '../../../electron/library/open.ts';
import { earlierVersions, writeVersion } from './earlier-versions.ts';
import { libraryOf, openIn, temporaryFolder } from './library-in-folder.ts';

const NEXT_MIGRATION = `
  ALTER TABLE photo ADD COLUMN stars INTEGER NOT NULL DEFAULT 3;
  UPDATE photo SET stars = 5 WHERE picture_id IN (SELECT id FROM picture WHERE mark > 0);`;

function openWith(folder: string, list: readonly Migration[]) {
  return openLibrary({
    folder,
    nativeBinding: null,
    migrations: list,
    now: new Date('2026-03-04T05:06:07Z'),
  });
}

function opened(folder: string, list: readonly Migration[]): Database {
  const outcome = openWith(folder, list);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  onTestFinished(() => void outcome.value.close());
  return outcome.value;
}

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(path.join(folder, name), 'base64')]),
  );
}

function problemOf(folder: string): string {
  const outcome = openWith(folder, migrations);
  if (outcome.ok) outcome.value.close();
  return outcome.ok ? 'opened' : outcome.problem.code;
}

describe('a new folder', () => {
  test('gets a database of the newest version that waits for the disk at each commit', () => {
    const database = opened(temporaryFolder(), migrations);
    const pragma = (name: string) => database.pragma(name, { simple: true });
    expect(pragma('user_version')).toBe(migrations.length);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('busy_timeout')).toBe(5000);
  });

  test('is opened again with what was in it, and no backup is made of the newest version', () => {
    const { operations, folder, libraryId, idOf, cat } = libraryOf(['a.jpg']);
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    operations.close(undefined);
    expect([...openIn(folder).contents({ libraryId }).marks]).toEqual([cat.id]);
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });

  test('asked for before it is opened, the library says so', () => {
    expect(() => libraryHandlers().listLibraries(undefined)).toThrow('Expected an open library');
  });
});

describe.each(earlierVersions)('a database of version %i', (version) => {
  test('comes up to the newest version and one more with every row in place', () => {
    const folder = temporaryFolder();
    writeVersion(folder, version);
    const database = opened(folder, [...migrations, NEXT_MIGRATION]);
    const rows = database
      .prepare(
        'SELECT relative_path, mark, stars FROM photo JOIN picture ON picture.id = picture_id ORDER BY photo.id',
      )
      .raw()
      .all();
    expect(rows).toEqual([
      ['a.jpg', 1, 5],
      ['b.jpg', -1, 3],
    ]);
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    for (const table of ['library', 'folder', 'ignored_file', 'label_action', 'model']) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(1);
    }
  });

  test('leaves a backup of what it was beside it', () => {
    const folder = temporaryFolder();
    writeVersion(folder, version);
    opened(folder, [...migrations, NEXT_MIGRATION]);
    const backup = `library.backup-v${version}-2026-03-04T05-06-07.sqlite`;
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([backup]);
    const database = new Sqlite(path.join(folder, backup), { readonly: true });
    onTestFinished(() => void database.close());
    expect(database.pragma('user_version', { simple: true })).toBe(version);
    const table = version < 4 ? 'photo' : 'picture';
    const marks = database.prepare(`SELECT mark FROM ${table} ORDER BY id`).pluck().all();
    expect(marks).toEqual([1, -1]);
  });

  test('is used as the app of today uses it', () => {
    const folder = temporaryFolder();
    writeVersion(folder, version);
    const operations = openIn(folder);
    expect([...operations.undo({ libraryId: 1 })!.marks]).toEqual([0]);
    const [model] = operations.listModels(undefined);
    expect(model).toMatchObject({ name: 'First', comparison: [], settings: { network: 'dense' } });
    expect(model.settings).toMatchObject({ augmentation: false, threads: 1 });
  });
});

test('models from before there were eyes look at pixels, as they always did', () => {
  const folder = temporaryFolder();
  writeVersion(folder, 1);
  expect(openIn(folder).listModels(undefined)[0]).toMatchObject({
    eyeId: 'pixels-64@1',
    eyeName: 'Pixels',
  });
});

test('a migration that fails half-way leaves the database at the version before it', () => {
  const folder = temporaryFolder();
  writeVersion(folder, 1);
  const broken = [...migrations, NEXT_MIGRATION, 'DELETE FROM photo; SELECT nonsense;'];
  expect(() => openWith(folder, broken)).toThrow('nonsense');
  const database = opened(folder, [...migrations, NEXT_MIGRATION]);
  expect(database.prepare('SELECT count(*) FROM photo').pluck().get()).toBe(2);
});

test('a migration that breaks a reference is refused', () => {
  const folder = temporaryFolder();
  writeVersion(folder, 1);
  const breaking = [...migrations, 'UPDATE picture SET mark = 77'];
  expect(() => openWith(folder, breaking)).toThrow('Expected no broken references');
  expect(opened(folder, migrations).prepare('SELECT max(mark) FROM picture').pluck().get()).toBe(1);
});

test('a migration that makes a table anew keeps the rows that refer to it', () => {
  const folder = temporaryFolder();
  writeVersion(folder, 1);
  const rebuild = `
    CREATE TABLE new_library (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, kind TEXT, opened_at INTEGER);
    INSERT INTO new_library SELECT id, name, kind, opened_at FROM library;
    DROP TABLE library;
    ALTER TABLE new_library RENAME TO library;`;
  const database = opened(folder, [...migrations, rebuild]);
  expect(database.prepare('SELECT count(*) FROM photo').pluck().get()).toBe(2);
  expect(() => database.exec('UPDATE photo SET library_id = 9')).toThrow('FOREIGN KEY');
});

describe('a database of a newer version', () => {
  test('is refused and not one byte in the folder changes', () => {
    const folder = temporaryFolder();
    const file = writeVersion(folder, migrations.length);
    const database = new Sqlite(file);
    database.pragma(`user_version = ${migrations.length + 1}`);
    database.close();
    const before = filesIn(folder);
    const outcome = libraryHandlers().open({ folder, nativeBinding: null });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'database-newer' } });
    expect(filesIn(folder)).toEqual(before);
  });

  test('is refused too when its version is still in the write-ahead log', () => {
    const folder = temporaryFolder();
    const file = writeVersion(folder, migrations.length);
    const newer = new Sqlite(file);
    onTestFinished(() => void newer.close());
    newer.pragma(`user_version = ${migrations.length + 1}`);
    const { 'library.sqlite': main, 'library.sqlite-wal': log } = filesIn(folder);
    expect(Buffer.from(main, 'base64').readUInt32BE(60)).toBe(migrations.length);
    expect(problemOf(folder)).toBe('database-newer');
    expect(filesIn(folder)).toMatchObject({ 'library.sqlite': main, 'library.sqlite-wal': log });
  });
});

describe('a file that cannot be used', () => {
  test('with other contents is called damaged and left alone', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'library.sqlite'), 'Dear diary, '.repeat(100));
    const before = filesIn(folder);
    expect(problemOf(folder)).toBe('database-damaged');
    expect(filesIn(folder)).toEqual(before);
  });

  test('that was cut off is called damaged and left alone', () => {
    const folder = temporaryFolder();
    const file = writeVersion(folder, migrations.length);
    truncateSync(file, 3 * 4096);
    const before = readFileSync(file);
    expect(problemOf(folder)).toBe('database-damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("that is another program's database is left alone", () => {
    const folder = temporaryFolder();
    const other = new Sqlite(path.join(folder, 'library.sqlite'));
    other.exec('CREATE TABLE recipe (name TEXT)');
    other.close();
    const before = filesIn(folder);
    expect(problemOf(folder)).toBe('database-damaged');
    expect(filesIn(folder)).toEqual(before);
  });

  test('because a folder has its name, or its folder is not there, is called out of reach', () => {
    const folder = temporaryFolder();
    expect(problemOf(path.join(folder, 'gone'))).toBe('database-unreachable');
    mkdirSync(path.join(folder, 'library.sqlite'));
    expect(problemOf(folder)).toBe('database-unreachable');
  });
});
