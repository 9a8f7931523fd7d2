import { NEITHER, UNLABELLED } from '../../electron/contract/limits.ts';
import type { Category, Mark } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import type { Tone } from '../gallery/source.ts';

/** The word for a mark, as every view and screen reader says it. */
export function nameOfMark(mark: Mark, categories: readonly Category[]): string {
  if (mark === NEITHER) return m.photos_neither();
  const category = categories.find(({ id }) => id === mark);
  return category?.name ?? m.photos_unlabelled();
}

/** The mark that a key gives; null for a key that labels nothing. */
export function markOfSign(sign: string, categories: readonly Category[]): Mark | null {
  const category = categories.find(({ key }) => key === sign);
  if (category) return category.id;
  if (sign === 'x') return NEITHER;
  return sign === '0' || sign === 'backspace' ? UNLABELLED : null;
}

export function toneOfMark(mark: Mark, categories: readonly Category[]): Tone {
  if (mark === NEITHER) return 'neither';
  const category = categories.find(({ id }) => id === mark);
  return category ? toneOfCategory(category) : 'none';
}

export function toneOfCategory({ position }: Category): Tone {
  return position === 0 ? 'first' : 'second';
}
