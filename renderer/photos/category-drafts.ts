import { CATEGORY_KEY } from '../../electron/contract/limits.ts';
import type { Id } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';

/** A kind as it is being renamed. */
export interface CategoryDraft {
  id: Id;
  name: string;
  key: string;
}

/** Keys that already do something else in Photos. */
const TAKEN = ['x', '0', ' ', '+', '-', '='];

/** What is wrong with the drafts, in words; empty when they can be saved. */
export function complaintAbout(drafts: readonly CategoryDraft[]): string {
  const names = drafts.map(({ name }) => name.trim().toLowerCase());
  const keys = drafts.map(({ key }) => key.toLowerCase());
  if (names.some((name) => name === '')) return m.photos_kinds_need_names();
  if (new Set(names).size < names.length) return m.photos_kinds_need_other_names();
  const taken = keys.find((key) => TAKEN.includes(key));
  if (taken) return m.photos_kinds_key_taken({ key: taken.toUpperCase() });
  if (keys.some((key) => !CATEGORY_KEY.test(key))) return m.photos_kinds_key_odd();
  if (new Set(keys).size < keys.length) return m.photos_kinds_need_other_keys();
  return '';
}
