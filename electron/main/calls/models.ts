import { askForModelFile, askWhereToSaveModel } from '../dialogs.ts';
import type { CallHandlers } from '../ipc.ts';
import { fileNameFor } from '../models/file-name.ts';
import type { ModelFiles } from '../models/model-files.ts';
import type { Services } from '../services.ts';
import type { TrainingRuns } from '../training/training-runs.ts';

type ModelCalls = Pick<
  CallHandlers,
  Extract<keyof CallHandlers, `training.${string}` | `models.${string}`>
>;

export const modelCalls = (
  { library, emit }: Services,
  runs: TrainingRuns,
  files: ModelFiles,
): ModelCalls => {
  const changed = async () => {
    const current = (await library.call('listModels', undefined)).find((model) => model.isCurrent);
    emit('models.changed', { currentModelId: current?.id ?? null });
  };
  return {
    'training.start': ({ libraryId, eyeId, settings }) => runs.start(libraryId, eyeId, settings),
    'training.oneClickSettings': ({ libraryId, eyeId, network }) =>
      runs.oneClickSettings(libraryId, eyeId, network),
    'models.list': () => library.call('listModels', undefined),
    'models.rename': async (payload) => {
      await library.call('renameModel', payload);
      await changed();
    },
    'models.remove': async (payload) => {
      await library.call('removeModel', payload);
      await changed();
    },
    'models.makeCurrent': async (payload) => {
      await library.call('makeCurrentModel', payload);
      await changed();
    },
    'models.export': async ({ modelId }) => {
      const { name } = await files.find(modelId);
      const file = await askWhereToSaveModel(fileNameFor(name));
      if (file === null) return false;
      await files.save(modelId, file);
      return true;
    },
    'models.open': async ({ path }) => {
      const file = path ?? (await askForModelFile());
      return file === null ? null : files.open(file);
    },
  };
};
