import type { Jobs } from '../../jobs/jobs.ts';
import { fileNameFor } from '../../jobs/models/file-name.ts';
import { askForModelFile, askWhereToSaveModel } from '../dialogs.ts';
import type { CallHandlers } from '../ipc.ts';

type ModelCalls = Pick<
  CallHandlers,
  Extract<keyof CallHandlers, `training.${string}` | `models.${string}`>
>;

export function modelCalls({ models, modelFiles: files, runs }: Jobs): ModelCalls {
  return {
    'training.start': ({ libraryId, eyeId, settings }) => runs.start(libraryId, eyeId, settings),
    'training.oneClickSettings': ({ libraryId, eyeId, network }) =>
      runs.oneClickSettings(libraryId, eyeId, network),
    'models.list': () => models.list(),
    'models.rename': ({ modelId, name }) => models.rename(modelId, name),
    'models.remove': ({ modelId }) => models.remove(modelId),
    'models.makeCurrent': ({ modelId }) => models.makeCurrent(modelId),
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
}
