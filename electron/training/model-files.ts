import { deserializeModel, kindsOf, modelLayerSizes, serializeModel } from '../../core/index.ts';
import type { Handlers } from '../processes/child.ts';
import type { ModelFileOperations } from './operations.ts';
import { modelDamaged } from './problems.ts';

/** Models on their way to a file of their own, and from one. */
export function modelFileHandlers(): Handlers<ModelFileOperations> {
  return {
    exportModel: ({ weights, about }) => {
      const read = deserializeModel(weights);
      if (!read.ok) return modelDamaged(read.reason);
      return { ok: true, value: serializeModel(read.model, about) };
    },
    checkModel: ({ bytes }) => {
      const read = deserializeModel(bytes);
      if (!read.ok) return { ok: false, reason: read.reason };
      const { model, about } = read;
      return {
        ok: true,
        weights: serializeModel(model),
        layerSizes: modelLayerSizes(model),
        kinds: kindsOf(model),
        about,
      };
    },
  };
}
