import * as m from '../../resources/words/compiled/messages.js';

/** What the library of the app's own drawn photos is called. */
export function sampleLibraryName(): string {
  return m.library_sample();
}

/** The kinds that a new library begins with, by position, each with the key that labels with it. */
export function firstKinds(): { name: string; key: string }[] {
  return [m.kind_cat(), m.kind_dog()].map((name) => ({
    name,
    key: name.slice(0, 1).toLowerCase(),
  }));
}

const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** A name for a library of these folders: "Cats and Dogs". */
export function libraryNameFor(folderNames: readonly string[]): string {
  return AND.format(folderNames);
}
