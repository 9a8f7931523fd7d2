import * as m from '../../resources/words/compiled/messages.js';

/** What the library of the app's own drawn photos is called. */
export function sampleLibraryName(): string {
  return m.library_sample();
}

const AND = new Intl.ListFormat('en', { type: 'conjunction' });

/** A name for a library of these folders: "Cats and Dogs". */
export function libraryNameFor(folderNames: readonly string[]): string {
  return AND.format(folderNames);
}
