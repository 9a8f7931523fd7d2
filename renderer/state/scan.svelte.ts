import type { Id, IgnoredFile, TaskState } from '../../electron/contract.ts';
import { noticeOf } from '../problem-words.ts';
import { api } from '../api.ts';
import { labels } from './labels.svelte.ts';
import { libraries } from './libraries.svelte.ts';
import { notices, report } from './notices.svelte.ts';
import { photos } from './photos.svelte.ts';
import { scanProgress } from './task-views.ts';
import type { ScanProgress } from './task-views.ts';

/** How the reading of the current library's folders goes. */
class Scan {
  #progress = $state.raw<ScanProgress | null>(null);
  #taskId: Id | null = null;
  #ignored = $state.raw<IgnoredFile[] | null>(null);
  #dismissed = $state(false);

  get progress(): ScanProgress | null {
    return this.#progress;
  }

  get running(): boolean {
    return this.#progress?.phase === 'finding' || this.#progress?.phase === 'reading';
  }

  /** Whether there is something to show: a scan under way, or one that ended and was not waved away. */
  get shown(): boolean {
    return this.#progress !== null && (this.running || !this.#dismissed);
  }

  /** The files that were no photos; null until they were asked for. */
  get ignored(): readonly IgnoredFile[] | null {
    return this.#ignored;
  }

  async load(libraryId: Id): Promise<void> {
    this.#progress = null;
    this.#ignored = null;
    const tasks = await api.call('tasks.list');
    const task = tasks.find((one) => one.kind === 'scan' && one.libraryId === libraryId);
    const progress = task?.kind === 'scan' ? scanProgress(task) : null;
    if (libraryId !== photos.libraryId) return;
    this.#progress = progress;
    this.#taskId = task?.taskId ?? null;
    this.#dismissed = !this.running && !(progress && hasNews(progress));
  }

  async start(): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return;
    this.#dismissed = false;
    await api.call('scan.start', { libraryId });
  }

  async cancel(): Promise<void> {
    if (this.#taskId !== null) await api.call('tasks.cancel', { taskId: this.#taskId });
  }

  dismiss(): void {
    this.#dismissed = true;
  }

  async loadIgnored(): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return;
    this.#ignored = null;
    this.#ignored = await api.call('scan.ignored', { libraryId });
  }

  take(task: TaskState<'scan'>): void {
    const progress = scanProgress(task);
    if (progress.libraryId !== photos.libraryId) return;
    const wasRunning = this.running;
    this.#taskId = task.taskId;
    this.#progress = progress;
    if (this.running) {
      if (!wasRunning) this.#dismissed = false;
      return;
    }
    if (progress.changed > 0) photos.refreshPictures();
    if (progress.problem) notices.show(noticeOf(progress.problem));
    libraries.reloadSoon();
    libraries.refresh().catch(report);
    labels.loadSuggestions(progress.libraryId).catch(report);
  }
}

export const scan = new Scan();

function hasNews({ added, changed, missing, renamed, failed, ignored }: ScanProgress): boolean {
  return added + changed + missing + renamed + failed + ignored > 0;
}
