import type { Database } from 'better-sqlite3';
import type { Id, ModelSummary } from '../contract.ts';
import { librarySummary } from './libraries.ts';
import type { NewModel } from './operations.ts';
import { readStored } from './stored-json.ts';

const JSON_FIELDS = [
  'categoryNames',
  'labelCounts',
  'layerSizes',
  'settings',
  'validation',
  'comparison',
] as const;
type JsonField = (typeof JSON_FIELDS)[number];
type ModelRow = Omit<ModelSummary, JsonField | 'isCurrent'> & {
  [Field in JsonField]: string;
} & { isCurrent: 0 | 1 };

const SELECT_SUMMARY = `
  SELECT id, name, is_current AS isCurrent, created_at AS createdAt, library_id AS libraryId,
    library_name AS libraryName, category_names AS categoryNames, label_counts AS labelCounts,
    layer_sizes AS layerSizes, settings, epochs_run AS epochsRun,
    training_milliseconds AS trainingMilliseconds, training_accuracy AS trainingAccuracy,
    validation, eye_id AS eyeId, eye_name AS eyeName, comparison
  FROM model`;

/** Null where the row is damaged. */
function toSummary(row: ModelRow): ModelSummary | null {
  const categoryNames = readStored<ModelSummary['categoryNames']>(row.categoryNames);
  const labelCounts = readStored<ModelSummary['labelCounts']>(row.labelCounts);
  const layerSizes = readStored<ModelSummary['layerSizes']>(row.layerSizes);
  const settings = readStored<ModelSummary['settings']>(row.settings);
  const validation = readStored<ModelSummary['validation']>(row.validation);
  const comparison = readStored<ModelSummary['comparison']>(row.comparison);
  if (!categoryNames || !labelCounts || !layerSizes || !settings || !validation || !comparison) {
    return null;
  }
  const read = { categoryNames, labelCounts, layerSizes, settings, validation, comparison };
  return { ...row, isCurrent: row.isCurrent === 1, ...read };
}

function modelSummary(database: Database, modelId: Id): ModelSummary {
  const row = database.prepare<[Id], ModelRow>(`${SELECT_SUMMARY} WHERE id = ?`).get(modelId);
  const summary = row === undefined ? null : toSummary(row);
  if (summary === null) throw new Error(`Expected the id of a model, got ${modelId}`);
  return summary;
}

/** Newest first; a damaged row is left out. */
export function listModels(database: Database): ModelSummary[] {
  return database
    .prepare<[], ModelRow>(`${SELECT_SUMMARY} ORDER BY created_at DESC, id DESC`)
    .all()
    .flatMap((row) => toSummary(row) ?? []);
}

/** The new model becomes the current one. Asked twice, because nobody heard the first answer, it is kept once. */
export function saveModel(database: Database, model: NewModel): ModelSummary {
  return database
    .transaction(() => {
      const kept = database
        .prepare<[Id | null, number, string, Uint8Array], Id>(
          `SELECT id FROM model
           WHERE library_id IS ? AND created_at = ? AND eye_id = ? AND weights = ?`,
        )
        .pluck()
        .get(model.libraryId, model.createdAt, model.eyeId, model.weights);
      if (kept !== undefined) return modelSummary(database, kept);
      const libraryName =
        model.libraryId === null
          ? model.libraryName
          : librarySummary(database, model.libraryId).name;
      const json = Object.fromEntries(
        JSON_FIELDS.map((field) => [field, JSON.stringify(model[field])]),
      );
      const { lastInsertRowid } = database
        .prepare(
          `INSERT INTO model (name, created_at, library_id, library_name, category_names,
             label_counts, layer_sizes, settings, epochs_run, training_milliseconds,
             training_accuracy, validation, eye_id, eye_name, comparison, weights)
           VALUES (:name, :createdAt, :libraryId, :libraryName, :categoryNames, :labelCounts,
             :layerSizes, :settings, :epochsRun, :trainingMilliseconds, :trainingAccuracy,
             :validation, :eyeId, :eyeName, :comparison, :weights)`,
        )
        .run({ ...model, ...json, libraryName });
      const modelId = Number(lastInsertRowid);
      setCurrent(database, modelId);
      return modelSummary(database, modelId);
    })
    .immediate();
}

/** The model with exactly these weights, or null. */
export function findModel(database: Database, weights: Uint8Array): ModelSummary | null {
  const row = database
    .prepare<[Uint8Array], ModelRow>(`${SELECT_SUMMARY} WHERE weights = ?`)
    .get(weights);
  return row === undefined ? null : toSummary(row);
}

/** Null when the model is no more. */
export function modelWeights(database: Database, modelId: Id): Uint8Array | null {
  return (
    database
      .prepare<[Id], Uint8Array>('SELECT weights FROM model WHERE id = ?')
      .pluck()
      .get(modelId) ?? null
  );
}

export function renameModel(database: Database, modelId: Id, name: string): void {
  modelSummary(database, modelId);
  database.prepare('UPDATE model SET name = ? WHERE id = ?').run(name, modelId);
}

/** Where it was the current one, the newest that remains becomes current. */
export function removeModel(database: Database, modelId: Id): void {
  database
    .transaction(() => {
      const { isCurrent } = modelSummary(database, modelId);
      database.prepare('DELETE FROM model WHERE id = ?').run(modelId);
      const [newest] = listModels(database);
      if (isCurrent && newest !== undefined) setCurrent(database, newest.id);
    })
    .immediate();
}

export function makeCurrentModel(database: Database, modelId: Id): void {
  database
    .transaction(() => {
      modelSummary(database, modelId);
      setCurrent(database, modelId);
    })
    .immediate();
}

function setCurrent(database: Database, modelId: Id): void {
  database.prepare('UPDATE model SET is_current = 0 WHERE is_current = 1').run();
  database.prepare('UPDATE model SET is_current = 1 WHERE id = ?').run(modelId);
}
