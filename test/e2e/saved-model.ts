import { createHash } from 'node:crypto';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { deserializeModel, modelPredict } from '../../core/index.ts';

/** The model that training saved and the inputs that it was trained on, read from the files themselves. */
export const savedModel = (userData: string) => {
  const library = new Sqlite(path.join(userData, 'library.sqlite'), { readonly: true });
  const weights = library
    .prepare<[], Uint8Array>('SELECT weights FROM model WHERE is_current = 1')
    .pluck()
    .get();
  library.close();
  const read = deserializeModel(new Uint8Array(weights ?? []));
  if (!read.ok) throw new Error(read.message);

  const cache = new Sqlite(path.join(userData, 'cache.sqlite'), { readonly: true });
  const rows = cache
    .prepare<[], { hash: string; features: Uint8Array }>(
      'SELECT content_hash AS hash, features FROM feature',
    )
    .all();
  cache.close();
  const byHash = new Map(rows.map(({ hash, features }) => [hash, new Uint8Array(features)]));

  return {
    trainedOn: byHash.size,
    /** The input that was made of a file with these bytes for training; null where there was none. */
    rowOf: (file: Uint8Array): Uint8Array | null =>
      byHash.get(createHash('sha256').update(file).digest('hex')) ?? null,
    predict: (features: Uint8Array): number => modelPredict(read.model, features),
  };
};
