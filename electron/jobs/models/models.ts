import type { Id, ModelSummary } from '../../contract.ts';
import type { Services } from '../services.ts';

/** The saved models: listed, renamed, removed, and one of them the current one. */
export class Models {
  readonly #services: Pick<Services, 'library' | 'emit'>;

  constructor(services: Pick<Services, 'library' | 'emit'>) {
    this.#services = services;
  }

  list(): Promise<ModelSummary[]> {
    return this.#services.library.call('listModels', undefined);
  }

  async rename(modelId: Id, name: string): Promise<void> {
    await this.#services.library.call('renameModel', { modelId, name });
    await this.#changed();
  }

  async remove(modelId: Id): Promise<void> {
    await this.#services.library.call('removeModel', { modelId });
    await this.#changed();
  }

  async makeCurrent(modelId: Id): Promise<void> {
    await this.#services.library.call('makeCurrentModel', { modelId });
    await this.#changed();
  }

  async #changed(): Promise<void> {
    const current = (await this.list()).find(({ isCurrent }) => isCurrent);
    this.#services.emit('models.changed', { currentModelId: current?.id ?? null });
  }
}
