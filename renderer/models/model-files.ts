import type { Id, ModelSummary } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api } from '../api.ts';
import { classify } from '../answers/classify.svelte.ts';
import { models } from './models.svelte.ts';
import { navigation } from '../app/navigation.svelte.ts';
import { notices, report } from '../app/notices.svelte.ts';

/** Adds the model in a file, or asks for a file with null, and goes where it can answer. */
export async function openModelFile(path: string | null): Promise<void> {
  try {
    const model = await api.call('models.open', { path });
    if (model) await welcomeModel(model.id);
  } catch (error) {
    report(error);
  }
}

/** Goes to Answers with a model that has just come from a file. */
export async function welcomeModel(modelId: Id): Promise<void> {
  await models.reload();
  const model = models.byId(modelId);
  if (!model) return;
  classify.choose(modelId);
  navigation.go('answers');
  notices.tell({
    code: 'model-opened',
    message: m.models_opened({ name: model.name }),
    nextStep: m.models_opened_next(),
  });
}

/** Writes a model as a file of its own, where the person says. */
export async function saveModelFile(model: ModelSummary): Promise<void> {
  try {
    const saved = await api.call('models.export', { modelId: model.id });
    if (saved) {
      notices.tell({
        code: 'model-saved',
        message: m.models_saved({ name: model.name }),
      });
    }
  } catch (error) {
    report(error);
  }
}
