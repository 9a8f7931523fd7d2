import { rmSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import type { EyeId } from '../contract.ts';
import { versionOf } from './migrate.ts';
import { sqliteOptions } from './open.ts';
import type { Features } from './operations.ts';

export const CACHE_FILE = 'cache.sqlite';
const VERSION = 2;

const SCHEMA = `
CREATE TABLE thumbnail (content_hash TEXT NOT NULL UNIQUE, picture BLOB NOT NULL) STRICT;
CREATE TABLE feature (
  content_hash TEXT NOT NULL,
  eye_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('bytes', 'floats')),
  features BLOB NOT NULL,
  UNIQUE (content_hash, eye_id)
) STRICT;
PRAGMA user_version = ${VERSION};`;

/** What can be computed again from the photos, in a file that may be deleted at any time. */
export class Cache {
  readonly #file: string;
  readonly #nativeBinding: string | null;
  #database: Database | null = null;

  constructor({ folder, nativeBinding }: { folder: string; nativeBinding: string | null }) {
    this.#file = path.join(folder, CACHE_FILE);
    this.#nativeBinding = nativeBinding;
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  /** In the order asked; null where there is none. */
  thumbnails(contentHashes: readonly (string | null)[]): (Uint8Array | null)[] {
    return this.#use(
      (database) => {
        const find = database
          .prepare<[string | null], Uint8Array>(
            'SELECT picture FROM thumbnail WHERE content_hash = ?',
          )
          .pluck();
        return contentHashes.map((contentHash) => find.get(contentHash) ?? null);
      },
      () => contentHashes.map(() => null),
    );
  }

  saveThumbnails(entries: readonly { contentHash: string; thumbnail: Uint8Array }[]): void {
    if (entries.length === 0) return;
    this.#use((database) => {
      const save = database.prepare(
        'INSERT OR REPLACE INTO thumbnail (content_hash, picture) VALUES (?, ?)',
      );
      database.transaction(() => {
        for (const { contentHash, thumbnail } of entries) save.run(contentHash, thumbnail);
      })();
    }, nothing);
  }

  /** In the order asked; null where there is none. */
  features(contentHashes: readonly string[], eyeId: EyeId): (Features | null)[] {
    return this.#use(
      (database) => {
        const find = database.prepare<[string, EyeId], FeatureRow>(
          'SELECT kind, features FROM feature WHERE content_hash = ? AND eye_id = ?',
        );
        return contentHashes.map((contentHash) => {
          const row = find.get(contentHash, eyeId);
          return row === undefined ? null : featuresOf(row);
        });
      },
      () => contentHashes.map(() => null),
    );
  }

  saveFeatures(
    eyeId: EyeId,
    entries: readonly { contentHash: string; features: Features }[],
  ): void {
    this.#use((database) => {
      const save = database.prepare(
        'INSERT OR REPLACE INTO feature (content_hash, eye_id, kind, features) VALUES (?, ?, ?, ?)',
      );
      database.transaction(() => {
        for (const { contentHash, features } of entries) {
          const { buffer, byteOffset, byteLength } = features;
          const kind = features instanceof Float32Array ? 'floats' : 'bytes';
          save.run(contentHash, eyeId, kind, new Uint8Array(buffer, byteOffset, byteLength));
        }
      })();
    }, nothing);
  }

  forgetFeatures(eyeId: EyeId): void {
    this.#use((database) => {
      database.prepare('DELETE FROM feature WHERE eye_id = ?').run(eyeId);
    }, nothing);
  }

  /** Nothing of a photo stays behind when its library is forgotten. */
  forget(contentHashes: readonly string[]): void {
    const hashes = JSON.stringify(contentHashes);
    this.#use(
      (database) =>
        database.transaction(() => {
          for (const table of ['thumbnail', 'feature']) {
            database
              .prepare(
                `DELETE FROM ${table} WHERE content_hash IN (SELECT value FROM json_each(?))`,
              )
              .run(hashes);
          }
        })(),
      nothing,
    );
  }

  /**
   * A broken file is thrown away and made anew, once. Where it cannot even be opened there is no cache for now:
   * labels do not wait for it, and the next call tries again.
   */
  #use<Value>(work: (database: Database) => Value, without: () => Value): Value {
    try {
      this.#database ??= this.#open();
    } catch (error) {
      console.error(error);
      return without();
    }
    try {
      return work(this.#database);
    } catch (error) {
      if (!isBroken(error)) throw error;
      this.close();
      this.#remove();
      this.#database = this.#open();
      return work(this.#database);
    }
  }

  #open(): Database {
    try {
      return this.#openOnce();
    } catch (error) {
      if (!isBroken(error)) throw error;
      this.#remove();
      return this.#openOnce();
    }
  }

  #openOnce(): Database {
    const database = new Sqlite(this.#file, sqliteOptions(this.#nativeBinding));
    try {
      database.pragma('journal_mode = WAL');
      // Losing the newest entries in a power cut costs only computing them again.
      database.pragma('synchronous = NORMAL');
      if (versionOf(database) !== VERSION) startAfresh(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  #remove(): void {
    for (const ending of ['', '-wal', '-shm']) rmSync(this.#file + ending, { force: true });
  }
}

function nothing(): void {
  // What cannot be kept is computed again.
}

interface FeatureRow {
  kind: 'bytes' | 'floats';
  features: Uint8Array;
}

function featuresOf({ kind, features }: FeatureRow): Features {
  // A copy, since floats must begin at a multiple of four.
  return kind === 'bytes' ? features : new Float32Array(new Uint8Array(features).buffer);
}

function isBroken(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code);
}

function startAfresh(database: Database): void {
  database
    .transaction(() => {
      database.exec('DROP TABLE IF EXISTS thumbnail; DROP TABLE IF EXISTS feature;');
      database.exec(SCHEMA);
    })
    .immediate();
}
