import { UNLABELLED } from '../../electron/contract/limits.ts';
import type { Id, LabelSuggestion, Mark, MarkChange } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api, ProblemError } from '../api.ts';
import { notices, report } from '../app/notices.svelte.ts';
import { libraries } from '../home/libraries.svelte.ts';
import { wholeNumber } from '../ui/numbers.ts';
import { nameOfMark } from './marks.ts';
import { pending } from './pending.svelte.ts';
import { photos } from './photos.svelte.ts';
import { selection } from './shown.svelte.ts';

/**
 * Labels on their way to the disk. A mark is drawn only from the answer that it is committed;
 * requests go one after another, in the order of the keys.
 */
class Labels {
  #queue: Promise<void> = Promise.resolve();
  /** The window was asked to close while labels were on their way. */
  #isLeaving = false;
  /** The code of what kept the last label from being saved; empty when it was. */
  #failure = '';
  #suggestions = $state.raw<LabelSuggestion[]>([]);
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());

  #offered = $derived(this.#suggestions.filter((one) => !this.#dismissed.has(keyOf(one))));

  /** Labels that the folder and file names seem to give, but for those waved away. */
  get suggestions(): LabelSuggestion[] {
    return this.#offered;
  }

  /** Labels the selected photos, or the focused one and moves on to the next. */
  apply(mark: Mark): Promise<void> {
    const photoIds = selection.targets;
    if (photoIds.length === 1) selection.advance();
    return this.set(photoIds, mark);
  }

  set(photoIds: Id[], mark: Mark): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null || photoIds.length === 0) return Promise.resolve();
    pending.begin(photoIds);
    return this.#enqueue(async () => {
      try {
        this.take(await api.call('labels.set', { libraryId, photoIds, mark }));
        notices.settle(this.#failure);
        this.#tell(sentence(photoIds.length, mark));
      } catch (error) {
        if (error instanceof ProblemError) this.#failure = error.problem.code;
        // Back to the photo whose label was not kept, so that the key can be pressed again.
        const [only, ...others] = photoIds;
        if (only !== undefined && others.length === 0) selection.focusPhoto(only);
        throw error;
      } finally {
        pending.end(photoIds);
      }
    });
  }

  undo(): Promise<void> {
    return this.#travel('labels.undo', m.photos_nothing_to_undo());
  }

  redo(): Promise<void> {
    return this.#travel('labels.redo', m.photos_nothing_to_redo());
  }

  /** Draws committed marks. */
  take(change: MarkChange): void {
    if (change.libraryId !== photos.libraryId) return;
    libraries.setHistory(change);
    if (!photos.change(change)) libraries.reloadSoon();
  }

  async loadSuggestions(libraryId: Id): Promise<void> {
    const suggestions = await api.call('labels.suggestions', { libraryId });
    if (libraryId === photos.libraryId) this.#suggestions = suggestions;
  }

  forgetSuggestions(): void {
    this.#suggestions = [];
    this.#dismissed = new Set();
  }

  accept(suggestions: LabelSuggestion[]): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return Promise.resolve();
    const accepted = suggestions.map(({ categoryId, source, word }) => ({
      categoryId,
      source,
      word,
    }));
    return this.#enqueue(async () => {
      const change = await api.call('labels.acceptSuggestions', { libraryId, accepted });
      this.take(change);
      this.#tell(m.photos_told_from_names(counted(change.photoIds.length)));
      await this.loadSuggestions(libraryId);
    });
  }

  dismiss(suggestions: LabelSuggestion[]): void {
    this.#dismissed = new Set([...this.#dismissed, ...suggestions.map(keyOf)]);
  }

  #travel(name: 'labels.undo' | 'labels.redo', nothing: string): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return Promise.resolve();
    return this.#enqueue(async () => {
      const change = await api.call(name, { libraryId });
      if (!change) {
        notices.tell({ code: 'labels', message: nothing });
        return;
      }
      this.take(change);
      const [first] = change.photoIds;
      if (first !== undefined) selection.focusPhoto(first);
      const message = travelled(name, change);
      notices.tell({ code: 'labels', message });
    });
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(step);
    const ended = turn.catch(report);
    this.#queue = ended;
    addEventListener('beforeunload', this.#stay);
    void ended.then(() => {
      if (this.#queue === ended) this.#leave();
    });
    return ended;
  }

  /** Keys pressed just before closing count: the window stays until the last of them is on the disk. */
  readonly #stay = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    this.#isLeaving = true;
  };

  #leave(): void {
    removeEventListener('beforeunload', this.#stay);
    if (this.#isLeaving) window.close();
  }

  /** Tells of labels just given, which can be taken back from where it stands. */
  #tell(message: string): void {
    const action = { words: m.app_undo(), run: () => void this.undo() };
    notices.tell({ code: 'labels', message, action });
  }
}

export const labels = new Labels();

function keyOf({ categoryId, source, word }: LabelSuggestion): string {
  return `${categoryId} ${source} ${word}`;
}

function counted(count: number): { count: number; shown: string } {
  return { count, shown: wholeNumber(count) };
}

function sentence(photoCount: number, mark: Mark): string {
  if (mark === UNLABELLED) return m.photos_told_cleared(counted(photoCount));
  const label = nameOfMark(mark, libraries.categories);
  return m.photos_told_labelled({ ...counted(photoCount), label });
}

/** What undoing or redoing came to; with the label where all of the photos have the same now. */
function travelled(name: 'labels.undo' | 'labels.redo', { photoIds, marks }: MarkChange): string {
  const undone = name === 'labels.undo';
  const [first] = marks;
  const photos = counted(photoIds.length);
  if (first === undefined || marks.some((mark) => mark !== first)) {
    return undone ? m.photos_undone(photos) : m.photos_redone(photos);
  }
  const label = nameOfMark(first, libraries.categories);
  return undone
    ? m.photos_undone_label({ ...photos, label })
    : m.photos_redone_label({ ...photos, label });
}
