import type { Id, LabelSuggestion, Mark, MarkChange } from '../../electron/contract.ts';
import { UNLABELLED } from '../../electron/contract/limits.ts';
import { api } from '../api.ts';
import { libraries } from './libraries.svelte.ts';
import { notices, report } from './notices.svelte.ts';
import { nameOfMark, photos } from './photos.svelte.ts';
import { selection } from './selection.svelte.ts';

/** A label that is not committed after this many milliseconds is drawn as pending. */
const PENDING_AFTER = 100;

/**
 * Labels on their way to the disk. A mark is drawn only from the answer that it is committed;
 * requests go one after another, in the order of the keys.
 */
class Labels {
  #queue: Promise<void> = Promise.resolve();
  #waiting = new Map<Id, number>();
  #pending = $state.raw<ReadonlySet<Id>>(new Set());
  #timer: ReturnType<typeof setTimeout> | null = null;
  #last = $state('');
  #suggestions = $state.raw<LabelSuggestion[]>([]);
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());

  #offered = $derived(this.#suggestions.filter((one) => !this.#dismissed.has(keyOf(one))));

  /** Labels that the folder and file names seem to give, but for those waved away. */
  get suggestions(): LabelSuggestion[] {
    return this.#offered;
  }

  /** The last thing done, in words. */
  get last(): string {
    return this.#last;
  }

  isPending(id: Id): boolean {
    return this.#pending.has(id);
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
    this.#hold(photoIds, 1);
    return this.#enqueue(async () => {
      try {
        this.take(await api.call('labels.set', { libraryId, photoIds, mark }));
        this.#say(sentence(photoIds.length, mark));
      } catch (error) {
        // Back to the photo whose label was not kept, so that the key can be pressed again.
        const [only, ...others] = photoIds;
        if (only !== undefined && others.length === 0) selection.focusPhoto(only);
        throw error;
      } finally {
        this.#hold(photoIds, -1);
      }
    });
  }

  undo(): Promise<void> {
    return this.#travel('labels.undo', 'Undone', 'There is nothing to undo');
  }

  redo(): Promise<void> {
    return this.#travel('labels.redo', 'Done again', 'There is nothing to do again');
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
      this.#say(`${count(change.photoIds.length)} labelled from their names`);
      await this.loadSuggestions(libraryId);
    });
  }

  dismiss(suggestions: LabelSuggestion[]): void {
    this.#dismissed = new Set([...this.#dismissed, ...suggestions.map(keyOf)]);
  }

  #travel(name: 'labels.undo' | 'labels.redo', done: string, nothing: string): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return Promise.resolve();
    return this.#enqueue(async () => {
      const change = await api.call(name, { libraryId });
      if (!change) {
        this.#say(nothing);
        return;
      }
      this.take(change);
      const [first] = change.photoIds;
      if (first !== undefined) selection.focusPhoto(first);
      this.#say(`${done}: ${count(change.photoIds.length)}${sharedMark(change)}`);
    });
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(step);
    this.#queue = turn.catch(report);
    return this.#queue;
  }

  #hold(photoIds: Id[], by: 1 | -1): void {
    for (const id of photoIds) {
      const requests = (this.#waiting.get(id) ?? 0) + by;
      if (requests > 0) this.#waiting.set(id, requests);
      else this.#waiting.delete(id);
    }
    if (this.#waiting.size === 0) {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      if (this.#pending.size > 0) this.#pending = new Set();
    } else if (this.#pending.size > 0) {
      this.#pending = new Set(this.#waiting.keys());
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#pending = new Set(this.#waiting.keys());
      }, PENDING_AFTER);
    }
  }

  #say(text: string): void {
    this.#last = text;
    notices.announce(text);
  }
}

export const labels = new Labels();

function keyOf({ categoryId, source, word }: LabelSuggestion): string {
  return `${categoryId} ${source} ${word}`;
}

function count(photoCount: number): string {
  return photoCount === 1 ? '1 photo' : `${photoCount.toLocaleString()} photos`;
}

function sentence(photoCount: number, mark: Mark): string {
  if (mark === UNLABELLED) return `Label taken off ${count(photoCount)}`;
  return `${count(photoCount)} labelled ${nameOfMark(mark, libraries.categories)}`;
}

function sharedMark({ marks }: MarkChange): string {
  const [first] = marks;
  if (first === undefined || marks.some((mark) => mark !== first)) return '';
  const name = nameOfMark(first, libraries.categories);
  return first === 0 ? ', not labelled again' : `, ${name}`;
}
