import { createHash } from 'node:crypto';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { deserializeModel, modelPredict } from '../../core/index.ts';

function featuresOf(row: { kind: string; features: Uint8Array }): Uint8Array | Float32Array {
  const bytes = new Uint8Array(row.features);
  return row.kind === 'floats' ? new Float32Array(bytes.buffer) : bytes;
}

/** The model that training saved and the inputs that it was trained on, read from the files themselves. */
export function savedModel(userData: string) {
  const library = new Sqlite(path.join(userData, 'library.sqlite'), { readonly: true });
  const { weights, eyeId } = library
    .prepare<[], { weights: Uint8Array; eyeId: string }>(
      'SELECT weights, eye_id AS eyeId FROM model WHERE is_current = 1',
    )
    .get() ?? { weights: new Uint8Array(), eyeId: '' };
  library.close();
  const read = deserializeModel(new Uint8Array(weights));
  if (!read.ok) throw new Error(read.message);

  const cache = new Sqlite(path.join(userData, 'cache.sqlite'), { readonly: true });
  const rows = cache
    .prepare<[string], { hash: string; kind: string; features: Uint8Array }>(
      'SELECT content_hash AS hash, kind, features FROM feature WHERE eye_id = ?',
    )
    .all(eyeId);
  cache.close();
  const byHash = new Map(rows.map(({ hash, ...row }) => [hash, featuresOf(row)]));

  return {
    trainedOn: byHash.size,
    /** The training input made from a file with these bytes; null if it was not trained on. */
    rowOf: (file: Uint8Array): Uint8Array | Float32Array | null =>
      byHash.get(createHash('sha256').update(file).digest('hex')) ?? null,
    /** P(first category). */
    predict: (features: Uint8Array | Float32Array): number =>
      modelPredict(read.model, features)[0] ?? NaN,
  };
}
