import { PHOTO_FORMATS } from '../contract/limits.ts';

const LISTS = {
  // Britain's English: no comma before the last.
  and: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
};

/** The kinds of pictures that are read: "JPEG, PNG or GIF". */
export function photoFormats(joined: 'and' | 'or'): string {
  return LISTS[joined].format(PHOTO_FORMATS);
}
