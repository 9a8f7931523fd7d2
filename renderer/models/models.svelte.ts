import type { Id, ModelSummary } from '../../electron/contract.ts';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';

/** The saved models, newest first. */
export class Models {
  #list = $state.raw<readonly ModelSummary[]>([]);
  #loaded = $state(false);
  #connected = false;

  get list(): readonly ModelSummary[] {
    return this.#list;
  }

  /** False until the list came for the first time, so that nothing claims "no models" too early. */
  get loaded(): boolean {
    return this.#loaded;
  }

  get current(): ModelSummary | null {
    return this.#list.find((model) => model.isCurrent) ?? null;
  }

  byId(id: Id | null): ModelSummary | null {
    return this.#list.find((model) => model.id === id) ?? null;
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    api.listen('models.changed', () => void this.reload());
    void this.reload();
  }

  async reload(): Promise<void> {
    try {
      const list = await api.call('models.list');
      this.#list = [...list].sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
      this.#loaded = true;
    } catch (error) {
      report(error);
    }
  }

  /** False when the name was not taken. */
  async rename(modelId: Id, name: string): Promise<boolean> {
    return this.#change(() => api.call('models.rename', { modelId, name }));
  }

  async remove(modelId: Id): Promise<boolean> {
    return this.#change(() => api.call('models.remove', { modelId }));
  }

  async makeCurrent(modelId: Id): Promise<boolean> {
    return this.#change(() => api.call('models.makeCurrent', { modelId }));
  }

  async #change(call: () => Promise<void>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      report(error);
      return false;
    } finally {
      await this.reload();
    }
  }
}

export const models = new Models();
