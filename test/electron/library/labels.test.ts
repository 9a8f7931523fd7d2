import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAT_AND_DOG, found, libraryOf, read, scanFolder } from './library-in-folder.ts';

const NAMES = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];

describe('labelling', () => {
  test('answers with the photos as they are now', () => {
    const { operations, libraryId, idOf, cat } = libraryOf(NAMES);
    const photoIds = [idOf('c.jpg'), idOf('a.jpg')];
    const change = operations.setMarks({ libraryId, photoIds, mark: cat.id });
    expect(change).toEqual({
      libraryId,
      photoIds: Uint32Array.from(photoIds),
      marks: Int32Array.from([cat.id, cat.id]),
      statuses: Uint8Array.from([0, 0]),
      canUndo: true,
      canRedo: false,
    });
  });

  test('with what a photo has already leaves no action and keeps what can be redone', () => {
    const { operations, libraryId, idOf, cat, dog } = libraryOf(NAMES);
    const photoIds = [idOf('a.jpg')];
    operations.setMarks({ libraryId, photoIds, mark: cat.id });
    operations.setMarks({ libraryId, photoIds, mark: dog.id });
    operations.undo({ libraryId });
    const change = operations.setMarks({ libraryId, photoIds, mark: cat.id });
    expect(change).toMatchObject({ canUndo: true, canRedo: true });
  });

  test('names what it did not expect and changes nothing', () => {
    const { operations, libraryId, idOf, cat, contents } = libraryOf(NAMES);
    const other = operations.createLibrary({
      name: 'Other',
      kind: 'folders',
      folders: ['/o'],
      categories: CAT_AND_DOG,
    });
    const foreign = operations.contents({ libraryId: other.id }).categories[0].id;
    const photoIds = [idOf('a.jpg')];
    const set = (change: Parameters<typeof operations.setMarks>[0]) => () =>
      operations.setMarks(change);
    expect(set({ libraryId: 99, photoIds, mark: cat.id })).toThrow(
      'Expected the id of a library, got 99',
    );
    expect(set({ libraryId, photoIds: [...photoIds, 4711], mark: cat.id })).toThrow('got 4711');
    expect(set({ libraryId: other.id, photoIds, mark: foreign })).toThrow(`got ${photoIds[0]}`);
    expect(set({ libraryId, photoIds, mark: foreign })).toThrow(`got ${foreign}`);
    expect(contents()).toMatchObject({ canUndo: false, canRedo: false });
    expect([...contents().marks]).toEqual([0, 0, 0, 0, 0]);
  });

  test('at once, 20,000 photos are one action', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `photo ${index}.jpg`);
    const { operations, libraryId, contents, dog } = libraryOf(many);
    const photoIds = [...contents().photoIds];
    operations.setMarks({ libraryId, photoIds, mark: dog.id });
    expect(contents().marks.every((mark) => mark === dog.id)).toBe(true);
    expect(contents().library.labelledCount).toBe(20_000);
    operations.undo({ libraryId });
    expect(contents().marks.every((mark) => mark === 0)).toBe(true);
    expect(contents().canUndo).toBe(false);
  });

  test('that comes with the photos is not undone and spares what a person said', () => {
    const { operations, libraryId, idOf, dog, marks, contents } = libraryOf(NAMES);
    operations.setMarks({ libraryId, photoIds: [idOf('b.jpg')], mark: dog.id });
    operations.importMarks({
      libraryId,
      marks: [
        { relativePath: 'a.jpg', position: 1 },
        { relativePath: 'b.jpg', position: 0 },
        { relativePath: 'gone.jpg', position: 0 },
      ],
    });
    expect(marks()).toMatchObject({ 'a.jpg': dog.id, 'b.jpg': dog.id, 'c.jpg': 0 });
    operations.undo({ libraryId });
    expect(marks()).toMatchObject({ 'a.jpg': dog.id, 'b.jpg': 0 });
    expect(contents().canUndo).toBe(false);
  });
});

describe('the undo history', () => {
  test('has nothing to give at first', () => {
    const { operations, libraryId } = libraryOf(NAMES);
    expect(operations.undo({ libraryId })).toBeNull();
    expect(operations.redo({ libraryId })).toBeNull();
    expect(() => operations.undo({ libraryId: 99 })).toThrow('Expected the id of a library');
  });

  test('of one library is not that of another', () => {
    const { operations, libraryId, idOf, cat } = libraryOf(NAMES);
    const other = operations.createLibrary({
      name: 'Other',
      kind: 'folders',
      folders: ['/o'],
      categories: CAT_AND_DOG,
    });
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    expect(operations.undo({ libraryId: other.id })).toBeNull();
    expect(operations.undo({ libraryId })).not.toBeNull();
  });

  type Step = { photos: number[]; mark: number } | 'undo' | 'redo';
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      photos: fc.uniqueArray(fc.nat(NAMES.length - 1), { minLength: 1 }),
      mark: fc.constantFrom(0, -1, 1, 2),
    }),
    fc.constant('undo' as const),
    fc.constant('redo' as const),
  );

  test('follows the two stacks of states that everyone expects, whatever is done', () => {
    const library = libraryOf(NAMES);
    const { operations, libraryId, contents } = library;
    const photoIds = [...contents().photoIds];
    const clean = () => {
      operations.setMarks({ libraryId, photoIds, mark: -1 });
      operations.setMarks({ libraryId, photoIds, mark: 0 });
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        clean();
        let now = [...contents().marks];
        const past: number[][] = [];
        let future: number[][] = [];
        for (const what of steps) {
          if (what === 'undo' && past.length > 0) {
            operations.undo({ libraryId });
            future.push(now);
            now = past.pop()!;
          } else if (what === 'redo') {
            const change = operations.redo({ libraryId });
            expect(change === null).toBe(future.length === 0);
            if (change !== null) {
              past.push(now);
              now = future.pop()!;
            }
          } else if (typeof what === 'object') {
            const ids = what.photos.map((index) => photoIds[index]);
            operations.setMarks({ libraryId, photoIds: ids, mark: what.mark });
            const next = now.map((mark, index) => (what.photos.includes(index) ? what.mark : mark));
            if (next.some((mark, index) => mark !== now[index])) {
              past.push(now);
              future = [];
              now = next;
            }
          }
          expect([...contents().marks]).toEqual(now);
          expect(contents().canRedo).toBe(future.length > 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('undo after a label is as if nothing was said; redo says it again', () => {
    const { operations, libraryId, contents } = libraryOf(NAMES);
    const photoIds = [...contents().photoIds];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...photoIds), { minLength: 1 }),
        fc.constantFrom(0, -1, 1, 2),
        (ids, mark) => {
          const before = [...contents().marks];
          const couldUndo = contents().canUndo;
          operations.setMarks({ libraryId, photoIds: ids, mark });
          const after = [...contents().marks];
          if (after.join() === before.join()) return;
          operations.undo({ libraryId });
          expect([...contents().marks]).toEqual(before);
          expect(contents().canUndo).toBe(couldUndo);
          operations.redo({ libraryId });
          expect([...contents().marks]).toEqual(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('goes on with a renamed photo', () => {
    const { operations, libraryId, idOf, cat, dog, marks } = libraryOf(['old.jpg', 'b.jpg']);
    operations.recordReads({ libraryId, reads: [read(idOf('old.jpg'), 'cat-content')] });
    operations.setMarks({ libraryId, photoIds: [idOf('old.jpg')], mark: cat.id });
    operations.setMarks({ libraryId, photoIds: [idOf('old.jpg')], mark: dog.id });
    const files = ['new.jpg', 'b.jpg'].map((relativePath) => found(relativePath));
    scanFolder(operations, libraryId, files);
    operations.recordReads({ libraryId, reads: [read(idOf('new.jpg'), 'cat-content')] });
    expect(marks()).toEqual({ 'b.jpg': 0, 'new.jpg': dog.id });
    operations.undo({ libraryId });
    expect(marks()).toEqual({ 'b.jpg': 0, 'new.jpg': cat.id });
    operations.redo({ libraryId });
    expect(marks()).toEqual({ 'b.jpg': 0, 'new.jpg': dog.id });
  });
});
