import type { Database } from 'better-sqlite3';
import { problemFromWords, reasonFromWords } from './3-sentences.ts';

/**
 * Problems and reasons become codes with parameters instead of sentences, and an eye of whose licence
 * nothing is known says so by NULL.
 */
export function codes(database: Database): void {
  rewrite(database, 'photo', 'problem', (json) => inJson(json, problemToCode));
  rewrite(database, 'ignored_file', 'reason', (words) => JSON.stringify(reasonFromWords(words)));
  rewrite(database, 'model', 'comparison', (json) => inJson(json, comparisonToCodes));
  database.exec(EYES_OF_UNKNOWN_LICENCE);
}

/** Each different text once: thousands of photos may share a problem. */
function rewrite(
  database: Database,
  table: string,
  column: string,
  convert: (text: string) => string,
): void {
  const texts = database
    .prepare<[], string>(`SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL`)
    .pluck()
    .all();
  const converted = new Map(texts.map((text) => [text, convert(text)]));
  database.function('converted', { deterministic: true }, (text) => converted.get(String(text)));
  database.exec(`UPDATE ${table} SET ${column} = converted(${column}) WHERE ${column} IS NOT NULL`);
}

/** What does not parse stays as it is. */
function inJson(json: string, convert: (stored: unknown) => unknown): string {
  try {
    return JSON.stringify(convert(JSON.parse(json)));
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}

function problemToCode(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  const { message, nextStep } = stored as { message?: unknown; nextStep?: unknown };
  if (typeof message !== 'string' || typeof nextStep !== 'string') return stored;
  return problemFromWords(message, nextStep);
}

function comparisonToCodes(stored: unknown): unknown {
  if (!Array.isArray(stored)) return stored;
  return stored.map((trial: unknown) =>
    typeof trial === 'object' && trial !== null && 'problem' in trial
      ? { ...trial, problem: problemToCode(trial.problem) }
      : trial,
  );
}

const EYES_OF_UNKNOWN_LICENCE = `
CREATE TABLE eye_of_version_3 (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL, -- as it was called when it was added
  content_hash TEXT NOT NULL, -- also names the copy that is kept
  byte_size INTEGER NOT NULL,
  preset TEXT NOT NULL,
  output TEXT NOT NULL,
  feature_count INTEGER NOT NULL,
  licence TEXT, -- NULL where nobody knows it
  origin TEXT NOT NULL, -- the file's name, or the address that it was fetched from
  added_at INTEGER NOT NULL
) STRICT;
INSERT INTO eye_of_version_3
  SELECT id, name, file_name, content_hash, byte_size, preset, output, feature_count,
    nullif(licence, 'Not known: it is your own file'), origin, added_at
  FROM eye ORDER BY rowid;
DROP TABLE eye;
ALTER TABLE eye_of_version_3 RENAME TO eye;
`;
