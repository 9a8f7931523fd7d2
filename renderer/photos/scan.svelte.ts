import type { Id, IgnoredFile, TaskState } from '../../electron/contract.ts';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';
import { libraries } from '../home/libraries.svelte.ts';
import { labels } from './labels.svelte.ts';
import { photos } from './photos.svelte.ts';
import { questions } from './questions.svelte.ts';

/** The reading of the current library's folders. */
class Scan {
  #task = $state.raw<TaskState<'scan'> | null>(null);
  #ignored = $state.raw<IgnoredFile[] | null>(null);

  get running(): boolean {
    return this.#task !== null && !isOver(this.#task);
  }

  /** How many files of the folders are no photos that the app takes. */
  get ignoredCount(): number {
    return this.#task?.details.ignored ?? 0;
  }

  /** A folder that the last scan could not open; null where there was none. */
  get missingFolder(): string | null {
    const problem = this.#task?.problem ?? null;
    return problem?.code === 'folder-missing' ? problem.parameters.folder : null;
  }

  /** The files that were no photos; null until they were asked for. */
  get ignored(): readonly IgnoredFile[] | null {
    return this.#ignored;
  }

  async load(libraryId: Id): Promise<void> {
    this.#task = null;
    this.#ignored = null;
    const tasks = await api.call('tasks.list');
    if (libraryId !== photos.libraryId) return;
    const task = tasks.find((one) => one.kind === 'scan' && one.libraryId === libraryId);
    if (task?.kind === 'scan') this.#task ??= task;
  }

  async start(): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId !== null) await api.call('scan.start', { libraryId });
  }

  async loadIgnored(): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return;
    this.#ignored = null;
    this.#ignored = await api.call('scan.ignored', { libraryId });
  }

  take(task: TaskState<'scan'>): void {
    if (task.libraryId === null || task.libraryId !== photos.libraryId) return;
    this.#task = task;
    if (!isOver(task)) return;
    if (task.details.changed > 0) photos.refreshPictures();
    libraries.reloadSoon();
    libraries.refresh().catch(report);
    labels.loadSuggestions(task.libraryId).catch(report);
    questions.load(task.libraryId).catch(report);
  }
}

export const scan = new Scan();

function isOver({ phase }: TaskState): boolean {
  return phase === 'done' || phase === 'cancelled' || phase === 'failed';
}
