import type { Id } from '../../electron/contract.ts';
import { photos, type Filter } from '../photos/photos.svelte.ts';

/** How a click or an arrow key treats what is selected already. */
export type Gesture = 'replace' | 'toggle' | 'extend';

/**
 * Which photos are shown, focused and selected. `position` is a place among the shown photos;
 * focus and selection are held as ids, so that they outlive a change of the list.
 */
class Selection {
  #filter = $state<Filter>('all');
  #focusId = $state<Id | null>(null);
  #anchorId: Id | null = null;
  #selected = $state.raw<ReadonlySet<Id>>(new Set());

  #visible = $derived(photos.matching(this.#filter));
  #focus = $derived(this.#placeOf(this.#focusId));
  /** Selected photos that the filter shows, in the order shown. */
  #shownSelected = $derived.by(() => {
    if (this.#selected.size === 0) return [];
    const places = [...this.#selected]
      .map((id) => photos.indexOf(id))
      .filter((index) => index >= 0);
    return places
      .filter((index) => photos.matches(index, this.#filter))
      .sort((one, other) => one - other)
      .map((index) => photos.idAt(index));
  });

  get filter(): Filter {
    return this.#filter;
  }

  /** Indices (into the columns) of the photos shown. */
  get visible(): Uint32Array {
    return this.#visible;
  }

  /** The focused position; −1 when nothing is shown. */
  get focus(): number {
    return this.#focus;
  }

  get focusedId(): Id | null {
    return this.#focus < 0 ? null : this.idAt(this.#focus);
  }

  get count(): number {
    return this.#shownSelected.length;
  }

  /** What a label applies to: the selected photos, or the focused one when none is selected. */
  get targets(): Id[] {
    if (this.#shownSelected.length > 0) return this.#shownSelected;
    const focused = this.focusedId;
    return focused === null ? [] : [focused];
  }

  idAt(position: number): Id {
    return photos.idAt(this.indexAt(position));
  }

  /** The place in the columns of the photo shown at a position; −1 where none is. */
  indexAt(position: number): number {
    return this.#visible[position] ?? -1;
  }

  has(id: Id): boolean {
    return this.#selected.has(id);
  }

  show(filter: Filter): void {
    this.#filter = filter;
    this.clear();
  }

  /** Back to the start, as for another library. */
  reset(): void {
    this.#filter = 'all';
    this.#focusId = null;
    this.#anchorId = null;
    this.clear();
  }

  clear(): void {
    this.#selected = new Set();
    this.#anchorId = this.focusedId;
  }

  /** Focuses a position, held within the list, and selects by the gesture. */
  moveTo(position: number, gesture: Gesture): void {
    if (this.#visible.length === 0) return;
    const place = Math.max(0, Math.min(this.#visible.length - 1, position));
    const id = this.idAt(place);
    if (gesture === 'extend') {
      const anchor = this.#placeOf(this.#anchorId ?? this.focusedId);
      this.#anchorId = this.idAt(anchor);
      this.#selected = this.#between(anchor, place);
    } else if (gesture === 'toggle') {
      const others = [...this.#selected].filter((other) => other !== id);
      this.#selected = new Set(this.#selected.has(id) ? others : [...others, id]);
      this.#anchorId = id;
    } else {
      this.#selected = new Set([id]);
      this.#anchorId = id;
    }
    this.#focusId = id;
  }

  /** Moves the focus alone, as after a label; a selection of one goes along. */
  advance(): void {
    if (this.#focus < 0 || this.#focus === this.#visible.length - 1) return;
    const id = this.idAt(this.#focus + 1);
    if (this.#selected.size > 0) this.#selected = new Set([id]);
    this.#focusId = id;
    this.#anchorId = id;
  }

  /** Focuses a photo if the filter shows it, and lets go of the selection. */
  focusPhoto(id: Id): void {
    const index = photos.indexOf(id);
    if (index < 0 || !photos.matches(index, this.#filter)) return;
    this.#focusId = id;
    this.clear();
  }

  selectAll(): void {
    if (this.#visible.length > 0) this.#selected = this.#between(0, this.#visible.length - 1);
  }

  /** Selects exactly these ids, as a drag box does. */
  selectExactly(ids: ReadonlySet<Id>): void {
    this.#selected = ids;
  }

  get selectedIds(): ReadonlySet<Id> {
    return this.#selected;
  }

  #between(one: number, other: number): Set<Id> {
    const ids: Id[] = [];
    for (let place = Math.min(one, other); place <= Math.max(one, other); place++) {
      ids.push(this.idAt(place));
    }
    return new Set(ids);
  }

  /** Where a photo is shown; if the filter hides it, the next one shown, or else the last. */
  #placeOf(id: Id | null): number {
    const visible = this.#visible;
    if (visible.length === 0) return -1;
    if (id === null) return 0;
    const index = photos.indexOf(id);
    let low = 0;
    let high = visible.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.indexAt(middle) < index) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, visible.length - 1);
  }
}

export const selection = new Selection();
