import type {
  DownloadableEye,
  EyeId,
  EyeSummary,
  ModelSummary,
  Problem,
  TaskState,
} from '../../electron/contract.ts';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';
import { eyeDownload } from '../app/task-views.ts';
import type { EyeDownload } from '../app/task-views.ts';

/** The eyes there are, and the one download that could bring another. */
export class Eyes {
  #list = $state.raw<readonly EyeSummary[]>([]);
  #loaded = $state(false);
  #downloadable = $state.raw<DownloadableEye | null>(null);
  #task = $state.raw<TaskState<'eye-download'> | null>(null);
  #connected = false;

  readonly #download = $derived(this.#downloadable && eyeDownload(this.#downloadable, this.#task));
  readonly #ready = $derived(this.#list.filter(({ problem }) => problem === null));

  get list(): readonly EyeSummary[] {
    return this.#list;
  }

  /** Those that can be used now. */
  get ready(): readonly EyeSummary[] {
    return this.#ready;
  }

  /** False until the list came for the first time, so that nothing claims an eye is missing too early. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Null until main told of it. */
  get download(): EyeDownload | null {
    return this.#download;
  }

  get downloading(): boolean {
    return this.#download?.phase === 'downloading' || this.#download?.phase === 'checking';
  }

  byId(id: EyeId | null): EyeSummary | null {
    return this.#list.find((eye) => eye.id === id) ?? null;
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    api.listen('eyes.changed', (list) => this.take(list));
    api.listen('task.changed', (task) => {
      if (task.kind === 'eye-download') this.#task = task;
    });
    api
      .call('eyes.list')
      .then((list) => this.take(list))
      .catch(report);
    api
      .call('eyes.downloadable')
      .then((downloadable) => (this.#downloadable = downloadable))
      .catch(report);
    api
      .call('tasks.list')
      .then((tasks) => {
        for (const task of tasks) if (task.kind === 'eye-download') this.#task ??= task;
      })
      .catch(report);
  }

  take(list: readonly EyeSummary[]): void {
    this.#list = list;
    this.#loaded = true;
  }

  /** Why a model cannot answer: its eye is gone or cannot be used. Null when it can. */
  problemOf({ eyeId, eyeName }: Pick<ModelSummary, 'eyeId' | 'eyeName'>): Problem | null {
    if (!this.#loaded) return null;
    const eye = this.byId(eyeId);
    if (eye) return eye.problem;
    return { code: 'eye-of-model-missing', parameters: { eyeName } };
  }

  /** False when it stayed. */
  async remove(eyeId: EyeId): Promise<boolean> {
    try {
      await api.call('eyes.remove', { eyeId });
      this.take(await api.call('eyes.list'));
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  /** Starts the download, or goes on where it stopped. */
  async fetch(): Promise<void> {
    await api.call('eyes.fetch').catch(report);
  }
}

export const eyes = new Eyes();
