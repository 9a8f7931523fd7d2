import type { Id } from '../../electron/contract.ts';
import type { ProblemWords } from '../ui/problem-words.ts';

/** The colour that goes with a kind or a state; never shown without its word. */
export type Tone = 'first' | 'second' | 'neither' | 'none';

/**
 * What is said of a photo. A label is filled in its kind's colour, a guess outlined with how sure it
 * is, a confirmed guess filled with a tick.
 */
export interface Chip {
  words: string;
  tone: Tone;
  look: 'label' | 'guess' | 'confirmed';
}

/**
 * Photos in an order, as the grid, the list and the viewer show them. `position` is a place among
 * the photos shown. Values that have not changed keep their identity, so that a label given to one
 * photo redraws one cell.
 */
export interface GallerySource {
  readonly length: number;
  /** Changes when another list is shown, as through another filter; the focus is brought into view. */
  readonly list: unknown;

  /** −1 where nothing is shown. */
  idAt(position: number): Id;
  shows(id: Id): boolean;
  /** Where a photo is shown; if it is not, the next one shown, or else the last; −1 in an empty list. */
  placeOf(id: Id): number;

  nameAt(position: number): string;
  /** The whole of where it lies; empty while that is not known. */
  pathAt(position: number): string;
  /** Everything that a screen reader says of it. */
  descriptionAt(position: number): string;
  pictureAt(position: number): string;
  largePictureAt(position: number): string;
  chipAt(position: number): Chip | null;
  /** Why it cannot be shown; null when it can. */
  problemAt(position: number): ProblemWords | null;
  isMissingAt(position: number): boolean;
  /** True while something about it is on its way to the disk. */
  isPending(id: Id): boolean;

  /** Asks for what these photos are called and how they are, where that is not known yet. */
  want(ids: Iterable<Id>): void;
  retry?(id: Id): void;
  showInFolder?(id: Id): void;
}
