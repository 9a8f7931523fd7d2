import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Id } from '../../../electron/contract.ts';
import type { LibraryOperations } from '../../../electron/library/operations.ts';
import { CAT_AND_DOG, found, libraryOf, read, scanFolder } from './library-in-folder.ts';
import type { OpenedLibrary } from './library-in-folder.ts';

/** A library whose photos are labelled cat, dog and neither, and the last not at all. */
function labelled() {
  const library = libraryOf(['cat.jpg', 'dog.jpg', 'neither.jpg', 'none.jpg']);
  const { operations, libraryId, idOf, cat, dog } = library;
  const names = ['cat.jpg', 'dog.jpg', 'neither.jpg', 'none.jpg'];
  operations.recordReads({ libraryId, reads: names.map((name) => read(idOf(name), name)) });
  operations.setMarks({ libraryId, photoIds: [idOf('cat.jpg')], mark: cat.id });
  operations.setMarks({ libraryId, photoIds: [idOf('dog.jpg')], mark: dog.id });
  operations.setMarks({ libraryId, photoIds: [idOf('neither.jpg')], mark: -1 });
  return library;
}

/** Another library with the same photos at another place, and one more. */
function elsewhere(
  { operations, folder }: OpenedLibrary,
  categories = CAT_AND_DOG,
): { libraryId: Id; marks: () => number[]; kinds: () => Id[]; ids: Id[] } {
  const place = path.join(folder, 'elsewhere');
  const kind = 'folders' as const;
  const library = operations.createLibrary({ name: 'New', kind, folders: [place], categories });
  const { id: libraryId } = library;
  const contents = ['cat.jpg', 'dog.jpg', 'neither.jpg', 'none.jpg', 'stranger.jpg'];
  scanFolder(
    operations,
    libraryId,
    contents.map((_, index) => found(`${index}.jpg`)),
  );
  const ids = [...operations.contents({ libraryId }).photoIds];
  const reads = contents.map((content, index) => read(ids[index], content));
  operations.recordReads({ libraryId, reads });
  return {
    libraryId,
    ids,
    marks: () => [...operations.contents({ libraryId }).marks],
    kinds: () => operations.contents({ libraryId }).categories.map(({ id }) => id),
  };
}

function offersOf(operations: LibraryOperations, libraryId: Id) {
  return operations.bringableLabels({ libraryId });
}

describe('a new place with photos that another library has labelled', () => {
  test('is offered the labels, which are not applied until asked for, and undone as one step', () => {
    const old = labelled();
    const { operations } = old;
    const { libraryId, marks, kinds } = elsewhere(old);
    expect(offersOf(operations, libraryId)).toEqual([
      { fromLibraryId: old.libraryId, libraryName: 'Pets', pictureCount: 3, takesNames: false },
    ]);
    expect(marks()).toEqual([0, 0, 0, 0, 0]);
    const change = operations.bringLabels({ libraryId, fromLibraryId: old.libraryId });
    const [cat, dog] = kinds();
    expect(marks()).toEqual([cat, dog, -1, 0, 0]);
    expect(change).toMatchObject({ libraryId, canUndo: true });
    expect(offersOf(operations, libraryId)).toEqual([]);
    operations.undo({ libraryId });
    expect(marks()).toEqual([0, 0, 0, 0, 0]);
    expect(operations.contents({ libraryId }).canUndo).toBe(false);
    expect(old.marks()).toMatchObject({ 'cat.jpg': old.cat.id, 'none.jpg': 0 });
  });

  test('takes over the names of the kinds while nothing in it is labelled', () => {
    const old = labelled();
    const { operations } = old;
    const fruit = [
      { name: 'Apple', key: 'a' },
      { name: 'Pear', key: 'p' },
    ];
    const { libraryId, marks, kinds } = elsewhere(old, fruit);
    expect(offersOf(operations, libraryId)).toMatchObject([{ pictureCount: 3, takesNames: true }]);
    operations.bringLabels({ libraryId, fromLibraryId: old.libraryId });
    const [cat, dog] = kinds();
    expect(marks()).toEqual([cat, dog, -1, 0, 0]);
    expect(operations.contents({ libraryId }).categories).toMatchObject(CAT_AND_DOG);
  });

  test('with labels and kinds of its own is offered only what means the same', () => {
    const old = labelled();
    const { operations } = old;
    const kindsHere = [
      { name: 'dog', key: 'h' },
      { name: 'Horse', key: 'x' },
    ];
    const { libraryId, marks, kinds, ids } = elsewhere(old, kindsHere);
    const [dog, horse] = kinds();
    operations.setMarks({ libraryId, photoIds: [ids[4]], mark: horse });
    expect(offersOf(operations, libraryId)).toMatchObject([{ pictureCount: 2, takesNames: false }]);
    operations.bringLabels({ libraryId, fromLibraryId: old.libraryId });
    expect(marks()).toEqual([0, dog, -1, 0, horse]);
  });

  test('keeps a label that says something else, and the person is asked', () => {
    const old = labelled();
    const { operations } = old;
    const { libraryId, marks, kinds, ids } = elsewhere(old);
    const [cat, dog] = kinds();
    operations.setMarks({ libraryId, photoIds: [ids[0]], mark: dog });
    operations.bringLabels({ libraryId, fromLibraryId: old.libraryId });
    expect(marks()).toEqual([dog, dog, -1, 0, 0]);
    const asked = operations.labelConflicts({ libraryId });
    expect(asked).toEqual([{ photoIds: [ids[0]], marks: [cat, dog] }]);
  });

  test('with the same photos rated meanwhile is offered them by their pixels', () => {
    const old = labelled();
    const { operations } = old;
    const { libraryId, ids } = elsewhere(old);
    operations.bringLabels({ libraryId, fromLibraryId: old.libraryId });
    operations.undo({ libraryId });
    const rated = { ...read(ids[0], 'rated'), pixelHash: 'pixels of cat.jpg' };
    operations.recordReads({ libraryId, reads: [rated] });
    expect(offersOf(operations, libraryId)).toMatchObject([{ pictureCount: 3 }]);
  });
});
