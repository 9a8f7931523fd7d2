import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { libraryHandlers } from '../../../electron/library/handlers.ts';
import { openLibrary } from '../../../electron/library/open.ts';
import { migrations } from '../../../electron/library/migrations/index.ts';
import type { OpenedLibrary } from '../../../electron/library/operations.ts';
import { libraryOf, openIn, temporaryFolder } from './library-in-folder.ts';

const FRAME = 24 + 4096;

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `photo-${String(index).padStart(4, '0')}.jpg`);
}

/** A library with labels, and its files as a killed process leaves them: with a log beside the database. */
function killedLibrary({ labels, checkpoint }: { labels: number; checkpoint: boolean }) {
  const opened = libraryOf(namesOf(labels));
  const { operations, folder: living, libraryId, cat } = opened;
  operations.close(undefined);
  operations.open({ folder: living, nativeBinding: null });
  const file = path.join(living, 'library.sqlite');
  for (const photoId of opened.contents().photoIds) {
    operations.setMarks({ libraryId, photoIds: [photoId], mark: cat.id });
  }
  if (checkpoint) {
    const other = new Sqlite(file);
    // The log stays as it is, and all that is in it is in the database as well.
    other.pragma('wal_checkpoint(PASSIVE)');
    other.close();
  }
  const folder = temporaryFolder();
  for (const ending of ['', '-wal']) {
    copyFileSync(file + ending, path.join(folder, `library.sqlite${ending}`));
  }
  return { folder, libraryId, log: path.join(folder, 'library.sqlite-wal') };
}

function flip(file: string, offset: number): void {
  const bytes = readFileSync(file);
  bytes[offset] ^= 0x10;
  writeFileSync(file, bytes);
}

function frameCount(log: string): number {
  return Math.floor((readFileSync(log).length - 32) / FRAME);
}

function open(folder: string): OpenedLibrary {
  const operations = libraryHandlers();
  const outcome = operations.open({ folder, nativeBinding: null });
  operations.close(undefined);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}

function labelsIn(folder: string, libraryId: number): number {
  return openIn(folder)
    .contents({ libraryId })
    .marks.filter((mark) => mark > 0).length;
}

describe('one flipped byte in the write-ahead log', () => {
  test('is found before SQLite writes what is left of the log into the database', () => {
    const { folder, log } = killedLibrary({ labels: 60, checkpoint: false });
    flip(log, 32 + Math.floor(frameCount(log) / 2) * FRAME + 1000);
    const files = ['library.sqlite', 'library.sqlite-wal'].map((name) => path.join(folder, name));
    const before = files.map((file) => readFileSync(file));
    const outcome = openLibrary({ folder, nativeBinding: null, migrations, now: new Date() });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'database-damaged' } });
    expect(files.map((file) => readFileSync(file))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['library.sqlite', 'library.sqlite-wal']);
  });

  test('costs no label where the database was whole without the log', () => {
    const { folder, libraryId, log } = killedLibrary({ labels: 120, checkpoint: true });
    // Near its start: a long log begins anew, and what is left of the former one behind it counts no more.
    flip(log, 32 + 5 * FRAME + 1000);
    expect(open(folder).recovered).toMatchObject({ parameters: { labels: 120 } });
    expect(labelsIn(folder, libraryId)).toBe(120);
  });

  test.each([0.1, 0.5, 0.9])(
    'costs no label that another page of the log still tells (at %f of it)',
    (place) => {
      const { folder, libraryId, log } = killedLibrary({ labels: 60, checkpoint: false });
      flip(log, 32 + Math.floor(frameCount(log) * place) * FRAME + 3000);
      expect(open(folder).recovered).toMatchObject({ parameters: { labels: 60 } });
      expect(labelsIn(folder, libraryId)).toBe(60);
      expect(open(folder).recovered).toBeNull();
    },
  );

  test.each([0, 16, 24])('costs no label where it is byte %i of the log’s header', (offset) => {
    const { folder, libraryId, log } = killedLibrary({ labels: 30, checkpoint: false });
    flip(log, offset);
    open(folder);
    expect(labelsIn(folder, libraryId)).toBe(30);
  });

  test('sets both files aside as they were, and says where', () => {
    const { folder, log } = killedLibrary({ labels: 30, checkpoint: true });
    flip(log, 32 + 2000);
    const before = readFileSync(log);
    const { recovered } = open(folder);
    if (recovered === null || !('folder' in recovered.parameters)) throw new Error('not recovered');
    const aside = recovered.parameters.folder;
    expect(readFileSync(path.join(aside, 'library.sqlite-wal')).equals(before)).toBe(true);
    expect(existsSync(path.join(aside, 'library.sqlite'))).toBe(true);
    expect(readdirSync(folder).filter((name) => /recovery|check/.test(name))).toEqual([]);
  });
});

test('a log that ends in the middle of a transaction is no damage', () => {
  const { folder, libraryId, log } = killedLibrary({ labels: 30, checkpoint: false });
  const bytes = readFileSync(log);
  writeFileSync(log, bytes.subarray(0, bytes.length - FRAME - 100));
  expect(open(folder).recovered).toBeNull();
  expect(labelsIn(folder, libraryId)).toBeGreaterThanOrEqual(29);
});

describe('a damaged page of the database', () => {
  function closedLibrary(labels: number) {
    const { operations, folder, libraryId, cat, contents } = libraryOf(namesOf(labels));
    operations.setMarks({ libraryId, photoIds: [...contents().photoIds], mark: cat.id });
    operations.close(undefined);
    return { folder, libraryId, file: path.join(folder, 'library.sqlite') };
  }

  function rootPageOf(file: string, name: string): number {
    const database = new Sqlite(file, { readonly: true });
    const find = database.prepare<[string], number>(
      'SELECT rootpage FROM sqlite_schema WHERE name = ?',
    );
    const page = find.pluck().get(name) ?? 0;
    database.close();
    return page;
  }

  test('costs the rows in it and no other', () => {
    const { folder, libraryId, file } = closedLibrary(400);
    const bytes = readFileSync(file);
    const root = rootPageOf(file, 'photo');
    // The right-most child of the table's root: the leaf with its last rows.
    const leaf = bytes.readUInt32BE((root - 1) * 4096 + 8);
    bytes.fill(0xee, (leaf - 1) * 4096, leaf * 4096);
    writeFileSync(file, bytes);
    const { recovered } = open(folder);
    expect(recovered?.code).toBe('database-recovered-in-part');
    const kept = labelsIn(folder, libraryId);
    expect(kept).toBeGreaterThan(300);
    expect(kept).toBeLessThan(400);
    // Labels are their pictures': those whose photos are gone wait for the next scan.
    expect(recovered?.parameters).toMatchObject({ labels: 400 });
    expect(openIn(folder).listLibraries(undefined)).toHaveLength(1);
  });

  test('that only orders rows costs nothing', () => {
    const { folder, libraryId, file } = closedLibrary(50);
    const bytes = readFileSync(file);
    const index = rootPageOf(file, 'photo_in_order');
    bytes.fill(0xee, (index - 1) * 4096, index * 4096);
    writeFileSync(file, bytes);
    expect(open(folder).recovered).toMatchObject({ parameters: { labels: 50 } });
    expect(labelsIn(folder, libraryId)).toBe(50);
  });
});
