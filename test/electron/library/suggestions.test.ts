import { describe, expect, test } from 'vitest';
import { libraryOf } from './library-in-folder.ts';

function wordsFor(relativePaths: string[], rename?: [first: string, second: string]) {
  const { operations, libraryId, cat, dog } = libraryOf(relativePaths);
  if (rename !== undefined) {
    operations.renameCategory({ libraryId, categoryId: cat.id, name: rename[0], key: 'p' });
    operations.renameCategory({ libraryId, categoryId: dog.id, name: rename[1], key: 'q' });
  }
  return operations
    .suggestions({ libraryId })
    .map(({ categoryName, source, word, photoCount }) => [categoryName, source, word, photoCount]);
}

describe('names on disk suggest labels', () => {
  test('by folder, singular or plural, in any case, the nearest one first', () => {
    const paths = ['cats/1.jpg', 'cats/2.jpg', 'Dogs/train/1.jpg', 'cats/DOG/3.jpg', 'x/1.jpg'];
    expect(wordsFor(paths)).toEqual([
      ['Cat', 'folder', 'cats', 2],
      ['Dog', 'folder', 'DOG', 1],
      ['Dog', 'folder', 'Dogs', 1],
    ]);
  });

  test('by file name', () => {
    expect(wordsFor(['cat.1.jpg', 'cat.2.jpg', 'dog_12.png', 'Cat7.jpg', 'cat.jpg'])).toEqual([
      ['Cat', 'file name', 'cat.', 2],
      ['Cat', 'file name', 'cat', 1],
      ['Cat', 'file name', 'Cat', 1],
      ['Dog', 'file name', 'dog_', 1],
    ]);
  });

  test('but not by part of another word, or where both kinds are named, or folder and file disagree', () => {
    expect(
      wordsFor(['category.jpg', 'dogma/1.jpg', 'cats and dogs/1.jpg', 'cats/dog.1.jpg', '7.jpg']),
    ).toEqual([]);
  });

  test('with the names that the person gave', () => {
    const paths = ['Puppies/1.jpg', 'Maine Coon/1.jpg', 'maine_coons-2.jpg', 'cats/1.jpg'];
    expect(wordsFor(paths, ['puppy', 'Maine coon'])).toEqual([
      ['Maine coon', 'folder', 'Maine Coon', 1],
      ['Maine coon', 'file name', 'maine_coons-', 1],
      ['puppy', 'folder', 'Puppies', 1],
    ]);
  });

  test('with signs in a name taken as they are', () => {
    expect(wordsFor(['c++.1.jpg', 'c.1.jpg'], ['(.*', '[a'])).toEqual([]);
  });
});

describe('accepting', () => {
  test('labels just what was accepted and has no label yet, as one action', () => {
    const paths = ['cats/1.jpg', 'cats/2.jpg', 'cats/3.jpg', 'dogs/1.jpg', 'dog.9.jpg'];
    const { operations, libraryId, idOf, cat, dog, marks } = libraryOf(paths);
    operations.setMarks({ libraryId, photoIds: [idOf('cats/1.jpg')], mark: dog.id });
    operations.setMarks({ libraryId, photoIds: [idOf('cats/2.jpg')], mark: -1 });
    const change = operations.acceptSuggestions({
      libraryId,
      accepted: [
        { categoryId: cat.id, source: 'folder', word: 'cats' },
        { categoryId: dog.id, source: 'file name', word: 'dog.' },
      ],
    });
    expect(change.photoIds).toHaveLength(2);
    const accepted = {
      'cats/1.jpg': dog.id,
      'cats/2.jpg': -1,
      'cats/3.jpg': cat.id,
      'dogs/1.jpg': 0,
      'dog.9.jpg': dog.id,
    };
    expect(marks()).toEqual(accepted);
    operations.undo({ libraryId });
    expect(marks()).toEqual({ ...accepted, 'cats/3.jpg': 0, 'dog.9.jpg': 0 });
  });

  test('nothing changes nothing', () => {
    const { operations, libraryId } = libraryOf(['cats/1.jpg']);
    expect(operations.acceptSuggestions({ libraryId, accepted: [] })).toMatchObject({
      canUndo: false,
    });
  });
});
