import { NOT_SURE_BELOW } from '../../electron/contract/limits.ts';
import type { ClassifiedPhoto, Id, ModelSummary } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api } from '../api.ts';
import { arrange, countAnswers, type AnswerFilter, type SortOrder } from './answers.ts';
import { models } from '../models/models.svelte.ts';
import { notices, report } from '../app/notices.svelte.ts';
import { wholeNumber } from '../ui/numbers.ts';

/** The photos of this session with their answers, and how they are shown. */
export class Classify {
  // Thousands of rows come in small batches: the array only grows, and the version says when.
  #results: ClassifiedPhoto[] = [];
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- the version speaks for it, too
  #ids = new Set<Id>();
  #version = $state(0);
  #running = $state(false);
  #chosenModelId = $state<Id | null>(null);
  #pastedCount = 0;
  #connected = false;

  sort = $state<SortOrder>('added');
  filter = $state<AnswerFilter>('all');
  notSureBelow = $state(NOT_SURE_BELOW);
  /** Rows with their numbers, or pictures side by side. */
  layout = $state<'list' | 'grid'>('list');

  readonly #shown = $derived.by(() => {
    void this.#version;
    return arrange(this.#results, this.sort, this.filter, this.notSureBelow);
  });
  readonly #counts = $derived.by(() => {
    void this.#version;
    return countAnswers(this.#results, this.notSureBelow);
  });

  /** The results that pass the filter, in the chosen order. */
  get shown(): readonly ClassifiedPhoto[] {
    return this.#shown;
  }

  get counts() {
    return this.#counts;
  }

  get total(): number {
    void this.#version;
    return this.#results.length;
  }

  get running(): boolean {
    return this.#running;
  }

  /** The model that answers: the chosen one, otherwise the current one. */
  get model(): ModelSummary | null {
    return models.byId(this.#chosenModelId) ?? models.current ?? models.list[0] ?? null;
  }

  choose(modelId: Id): void {
    this.#chosenModelId = modelId;
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    api.listen('classify.results', (photos) => this.append(photos));
    api.listen('task.changed', (task) => {
      if (task.kind === 'classify')
        this.#running = !['done', 'cancelled', 'failed'].includes(task.phase);
    });
    api
      .call('classify.results')
      .then((photos) => this.append(photos))
      .catch(report);
  }

  /** Adds results; one that is already there is not added again. */
  append(photos: readonly ClassifiedPhoto[]): void {
    const fresh = photos.filter((photo) => !this.#ids.has(photo.id));
    if (fresh.length === 0) return;
    for (const photo of fresh) {
      this.#ids.add(photo.id);
      this.#results.push(photo);
    }
    this.#version++;
  }

  /** Says so, once, when the chosen model was deleted. */
  noticeDeletedModel(): void {
    if (this.#chosenModelId === null || !models.loaded) return;
    if (models.byId(this.#chosenModelId)) return;
    this.#chosenModelId = null;
    const next = this.model;
    notices.show({
      code: 'model-deleted',
      message: m.answers_model_deleted(),
      nextStep: next
        ? m.answers_model_deleted_next({ name: next.name })
        : m.answers_model_deleted_none_left(),
    });
  }

  /** Classifies files and folders; without paths a dialog asks for them. */
  async files(paths: string[] | null): Promise<void> {
    const model = this.#modelOrNotice();
    if (!model) return;
    await api.call('classify.files', { modelId: model.id, paths }).catch(report);
  }

  /** Classifies pictures that were pasted: by path where they have one, otherwise by their bytes. */
  async paste(files: readonly File[]): Promise<void> {
    const model = this.#modelOrNotice();
    if (!model) return;
    const paths = files.map((file) => api.pathOf(file)).filter((path) => path !== '');
    if (paths.length > 0) await this.files(paths);
    for (const file of files.filter((file) => api.pathOf(file) === '')) {
      await this.#pasteBytes(model.id, file).catch(report);
    }
  }

  async #pasteBytes(modelId: Id, file: File): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.#pastedCount++;
    const fileName = m.answers_pasted({ shown: wholeNumber(this.#pastedCount) });
    await api.call('classify.pasted', { modelId, fileName, bytes });
  }

  async clear(): Promise<void> {
    try {
      await api.call('classify.clear');
    } catch (error) {
      report(error);
      return;
    }
    this.#results = [];
    this.#ids.clear();
    this.#version++;
  }

  /** Writes what is shown, in the order shown. True when a file was written. */
  async exportCsv(): Promise<boolean> {
    const ids = this.shown.map((photo) => photo.id);
    try {
      return await api.call('classify.exportCsv', { ids, notSureBelow: this.notSureBelow });
    } catch (error) {
      report(error);
      return false;
    }
  }

  #modelOrNotice(): ModelSummary | null {
    const model = this.model;
    if (!model) {
      notices.show({
        code: 'no-model',
        message: m.answers_no_model(),
        nextStep: m.answers_no_model_next(),
      });
    }
    return model;
  }
}

export const classify = new Classify();
