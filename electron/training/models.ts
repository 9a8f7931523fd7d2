import { deserializeModel, modelPredictMany } from '../../core/index.ts';
import type { Kernels, Model } from '../../core/index.ts';
import type { Id } from '../contract.ts';
import type { Handlers } from '../processes/child.ts';
import type { TrainingOperations } from './operations.ts';
import { modelDamaged } from './problems.ts';

/** Models kept ready; each is a few megabytes, and one is asked at a time. */
const MOST_MODELS = 4;

type ModelOperations = 'hasModel' | 'loadModel' | 'predict';

/** Saved models, ready to answer. */
export function modelHandlers(
  answering: () => Promise<Kernels>,
): Pick<Handlers<TrainingOperations>, ModelOperations> {
  const models = new Map<Id, Model>();
  return {
    hasModel: ({ modelId }) => models.has(modelId),
    loadModel: ({ modelId, weights }) => {
      const read = deserializeModel(weights);
      if (!read.ok) return modelDamaged(read.reason);
      models.set(modelId, read.model);
      const [oldest] = models.keys();
      if (models.size > MOST_MODELS && oldest !== undefined) models.delete(oldest);
      return { ok: true, value: null };
    },
    predict: async ({ modelId, features }) => {
      const model = models.get(modelId);
      if (model === undefined) throw new Error(`Expected a loaded model, got id ${modelId}`);
      return modelPredictMany(model, features, await answering());
    },
  };
}
