/* eslint-disable svelte/prefer-svelte-reactivity -- sets are replaced whole, never changed in place */
import type { Id } from '../../electron/contract.ts';
import type { GallerySource } from './source.ts';

/** How a click or an arrow key treats what is selected already. */
export type Gesture = 'replace' | 'toggle' | 'extend';

/**
 * Which of the shown photos are focused and selected. `position` is a place among them; focus and
 * selection are held as ids, so that they outlive a change of the list.
 */
export class Selection {
  readonly #source: GallerySource;
  #focusId = $state<Id | null>(null);
  #anchorId: Id | null = null;
  #selected = $state.raw<ReadonlySet<Id>>(new Set());

  readonly #focus = $derived.by(() => this.#placeOf(this.#focusId));
  /** Selected photos that are shown, in the order shown. */
  readonly #shownSelected = $derived.by(() => {
    if (this.#selected.size === 0) return [];
    return Uint32Array.from(
      [...this.#selected].filter((id) => this.#source.shows(id)),
      (id) => this.#source.placeOf(id),
    )
      .sort()
      .reduce<Id[]>((ids, place) => (ids.push(this.#source.idAt(place)), ids), []);
  });

  constructor(source: GallerySource) {
    this.#source = source;
  }

  /** The focused position; −1 when nothing is shown. */
  get focus(): number {
    return this.#focus;
  }

  get focusedId(): Id | null {
    return this.#focus < 0 ? null : this.#source.idAt(this.#focus);
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

  get selectedIds(): ReadonlySet<Id> {
    return this.#selected;
  }

  has(id: Id): boolean {
    return this.#selected.has(id);
  }

  /** Back to the start, as for another library. */
  reset(): void {
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
    if (this.#source.length === 0) return;
    const place = Math.max(0, Math.min(this.#source.length - 1, position));
    const id = this.#source.idAt(place);
    if (gesture === 'extend') {
      const anchor = this.#placeOf(this.#anchorId ?? this.focusedId);
      this.#anchorId = this.#source.idAt(anchor);
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
    if (this.#focus < 0 || this.#focus === this.#source.length - 1) return;
    const id = this.#source.idAt(this.#focus + 1);
    if (this.#selected.size > 0) this.#selected = new Set([id]);
    this.#focusId = id;
    this.#anchorId = id;
  }

  /** Focuses a photo if it is shown, and lets go of the selection. */
  focusPhoto(id: Id): void {
    if (!this.#source.shows(id)) return;
    this.#focusId = id;
    this.clear();
  }

  selectAll(): void {
    if (this.#source.length > 0) this.#selected = this.#between(0, this.#source.length - 1);
  }

  /** Selects exactly these ids, as a drag box does. */
  selectExactly(ids: ReadonlySet<Id>): void {
    this.#selected = ids;
  }

  #between(one: number, other: number): Set<Id> {
    const ids: Id[] = [];
    for (let place = Math.min(one, other); place <= Math.max(one, other); place++) {
      ids.push(this.#source.idAt(place));
    }
    return new Set(ids);
  }

  #placeOf(id: Id | null): number {
    if (this.#source.length === 0) return -1;
    return id === null ? 0 : this.#source.placeOf(id);
  }
}
