import { UNLABELLED } from '../../electron/contract/limits.ts';
import type {
  BringableLabels,
  Id,
  LabelConflict,
  Mark,
  ReplacedPhoto,
} from '../../electron/contract.ts';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';
import { libraries } from '../home/libraries.svelte.ts';
import { labels } from './labels.svelte.ts';
import { photoDetails } from './photo-details.svelte.ts';
import { photos } from './photos.svelte.ts';

/** More rows than this are asked about after the first ones. */
const MOST_SHOWN = 20;

/** What only the person can say about where labels belong. Nothing of it is applied unasked. */
class Questions {
  #conflicts = $state.raw<LabelConflict[]>([]);
  #replaced = $state.raw<ReplacedPhoto[]>([]);
  #offers = $state.raw<BringableLabels[]>([]);
  #dismissed = $state.raw<ReadonlySet<Id>>(new Set());

  #offered = $derived(this.#offers.filter((one) => !this.#dismissed.has(one.fromLibraryId)));
  // What was labelled in the meantime, here or in the grid, is answered.
  #open = $derived(
    this.#replaced.filter(({ photoId }) => photos.markAt(photos.indexOf(photoId)) === UNLABELLED),
  );

  /** Pictures of which copies were labelled differently. */
  get conflicts(): LabelConflict[] {
    return this.#conflicts.slice(0, MOST_SHOWN);
  }

  /** Photos that show another picture than the one that was labelled there. */
  get replaced(): ReplacedPhoto[] {
    return this.#open.slice(0, MOST_SHOWN);
  }

  /** Labels of other libraries for pictures of this one. */
  get offers(): BringableLabels[] {
    return this.#offered;
  }

  async load(libraryId: Id): Promise<void> {
    const [conflicts, replaced, offers] = await Promise.all([
      api.call('labels.conflicts', { libraryId }),
      api.call('photos.replaced', { libraryId }),
      api.call('labels.bringable', { libraryId }),
    ]);
    if (libraryId !== photos.libraryId) return;
    this.#conflicts = conflicts;
    this.#replaced = replaced;
    this.#offers = offers;
    photoDetails.want(this.conflicts.flatMap(({ photoIds }) => photoIds.slice(0, 1)));
    photoDetails.want(this.replaced.map(({ photoId }) => photoId));
  }

  forget(): void {
    this.#conflicts = [];
    this.#replaced = [];
    this.#offers = [];
    this.#dismissed = new Set();
  }

  /** Labels the photos, which answers what was asked about them. */
  async answer(photoIds: Id[], mark: Mark): Promise<void> {
    await labels.set(photoIds, mark);
    await this.#reload();
  }

  async leaveReplaced(photoIds: Id[]): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return;
    await api.call('photos.forgetReplaced', { libraryId, photoIds });
    await this.#reload();
  }

  async bring({ fromLibraryId, takesNames }: BringableLabels): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return;
    labels.take(await api.call('labels.bring', { libraryId, fromLibraryId }));
    if (takesNames) libraries.reloadSoon();
    await this.#reload();
  }

  dismiss({ fromLibraryId }: BringableLabels): void {
    this.#dismissed = new Set([...this.#dismissed, fromLibraryId]);
  }

  /** Asks where a folder is that cannot be opened. */
  async moveFolder(folder: string): Promise<void> {
    const libraryId = photos.libraryId;
    if (libraryId === null) return;
    const moved = await api.call('libraries.moveFolder', { libraryId, folder, path: null });
    if (moved) await libraries.open(moved.libraryId);
  }

  #reload(): Promise<void> {
    const libraryId = photos.libraryId;
    return libraryId === null ? Promise.resolve() : this.load(libraryId).catch(report);
  }
}

export const questions = new Questions();
