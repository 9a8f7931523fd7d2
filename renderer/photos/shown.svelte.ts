import { NEITHER } from '../../electron/contract/limits.ts';
import type { Category, Id, Mark } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';
import { Selection } from '../gallery/selection.svelte.ts';
import type { Chip, GallerySource } from '../gallery/source.ts';
import { libraries } from '../home/libraries.svelte.ts';
import { wholeNumber } from '../ui/numbers.ts';
import { problemWords, type ProblemWords } from '../ui/problem-words.ts';
import { nameOfMark, toneOfMark } from './marks.ts';
import { pending } from './pending.svelte.ts';
import { photoDetails } from './photo-details.svelte.ts';
import { photos, type Filter } from './photos.svelte.ts';

/** The photos of the open library that the filter lets through, in the library's order. */
class ShownPhotos implements GallerySource {
  #filter = $state<Filter>('all');

  readonly #visible = $derived(photos.matching(this.#filter));
  readonly #chips = $derived(chipsByMark(libraries.categories));

  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
  }

  get length(): number {
    return this.#visible.length;
  }

  get list(): Filter {
    return this.#filter;
  }

  /** The place in the library's columns of the photo shown at a position; −1 where none is. */
  indexAt(position: number): number {
    return this.#visible[position] ?? -1;
  }

  idAt(position: number): Id {
    return photos.idAt(this.indexAt(position));
  }

  shows(id: Id): boolean {
    const index = photos.indexOf(id);
    return index >= 0 && photos.matches(index, this.#filter);
  }

  placeOf(id: Id): number {
    const index = photos.indexOf(id);
    let low = 0;
    let high = this.#visible.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.indexAt(middle) < index) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, this.#visible.length - 1);
  }

  markAt(position: number): Mark {
    return photos.markAt(this.indexAt(position));
  }

  nameAt(position: number): string {
    const detail = photoDetails.get(this.idAt(position));
    return detail?.fileName ?? m.photos_unnamed({ number: wholeNumber(position + 1) });
  }

  pathAt(position: number): string {
    return photoDetails.get(this.idAt(position))?.path ?? '';
  }

  descriptionAt(position: number): string {
    const name = this.nameAt(position);
    const label = nameOfMark(this.markAt(position), libraries.categories);
    const problem = this.problemAt(position);
    if (problem) return m.photos_description_problem({ name, label, problem: problem.message });
    return m.photos_description({ name, label });
  }

  pictureAt(position: number): string {
    return photos.pictureAt(this.indexAt(position));
  }

  largePictureAt(position: number): string {
    return photos.largePictureAt(this.indexAt(position));
  }

  chipAt(position: number): Chip | null {
    return this.#chips.get(this.markAt(position)) ?? null;
  }

  problemAt(position: number): ProblemWords | null {
    if (!photos.hasProblemAt(this.indexAt(position))) return null;
    return problemWords(photoDetails.get(this.idAt(position))?.problem) ?? UNTOLD;
  }

  isMissingAt(position: number): boolean {
    return photos.isMissingAt(this.indexAt(position));
  }

  isPending(id: Id): boolean {
    return pending.has(id);
  }

  want(ids: Iterable<Id>): void {
    photoDetails.want(ids);
  }

  retry(id: Id): void {
    if (photos.libraryId === null) return;
    photoDetails.forget([id]);
    api.call('photos.retry', { libraryId: photos.libraryId, photoIds: [id] }).catch(report);
  }

  showInFolder(id: Id): void {
    api.call('photos.showInFolder', { photoId: id }).catch(report);
  }
}

export const shownPhotos = new ShownPhotos();
export const selection = new Selection(shownPhotos);

/** Shows the photos that are like this, and lets go of the selection. */
export function showOnly(filter: Filter): void {
  shownPhotos.filter = filter;
  selection.clear();
}

/** Back to the start, as for another library. */
export function showAfresh(filter: Filter = 'all'): void {
  shownPhotos.filter = filter;
  selection.reset();
}

/** Until the reason is known. */
const UNTOLD: ProblemWords = {
  message: m.photos_unreadable(),
  nextStep: m.photos_unreadable_next(),
};

function chipsByMark(categories: readonly Category[]): Map<Mark, Chip> {
  const marks = [...categories.map(({ id }) => id), NEITHER];
  return new Map(
    marks.map((mark) => [
      mark,
      { words: nameOfMark(mark, categories), tone: toneOfMark(mark, categories), look: 'label' },
    ]),
  );
}
