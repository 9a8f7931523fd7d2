import type { Database } from 'better-sqlite3';
import type { EyeId } from '../contract.ts';
import type { StoredEye } from './operations.ts';

/** In the order in which they were added. */
export function listEyes(database: Database): StoredEye[] {
  return database
    .prepare<[], StoredEye>(
      `SELECT id, name, file_name AS fileName, content_hash AS contentHash, byte_size AS byteSize,
         preset, output, feature_count AS featureCount, licence, origin, added_at AS addedAt
       FROM eye ORDER BY added_at, id`,
    )
    .all();
}

/** One that is there already takes the new name, and stays what it is otherwise. */
export function saveEye(database: Database, eye: StoredEye): void {
  database
    .prepare(
      `INSERT INTO eye (id, name, file_name, content_hash, byte_size, preset, output, feature_count,
         licence, origin, added_at)
       VALUES (:id, :name, :fileName, :contentHash, :byteSize, :preset, :output, :featureCount,
         :licence, :origin, :addedAt)
       ON CONFLICT DO UPDATE SET name = excluded.name`,
    )
    .run(eye);
}

/** Models that look through it stay. */
export function removeEye(database: Database, eyeId: EyeId): void {
  database.prepare('DELETE FROM eye WHERE id = ?').run(eyeId);
}
