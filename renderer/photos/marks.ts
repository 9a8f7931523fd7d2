import { NEITHER } from '../../electron/contract/limits.ts';
import type { Category, Mark } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import type { Tone } from '../gallery/source.ts';

/** The word for a mark, as every view and screen reader says it. */
export function nameOfMark(mark: Mark, categories: readonly Category[]): string {
  if (mark === NEITHER) return m.photos_neither();
  const category = categories.find(({ id }) => id === mark);
  return category?.name ?? m.photos_unlabelled();
}

export function toneOfMark(mark: Mark, categories: readonly Category[]): Tone {
  if (mark === NEITHER) return 'neither';
  const category = categories.find(({ id }) => id === mark);
  return category ? toneOfCategory(category) : 'none';
}

export function toneOfCategory({ position }: Category): Tone {
  return position === 0 ? 'first' : 'second';
}
