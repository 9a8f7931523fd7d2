import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAT_AND_DOG, found, libraryOf, read, scanFolder } from './library-in-folder.ts';
import type { IgnoredFile } from '../../../electron/contract.ts';

function failure(photoId: number, missing = false) {
  return {
    photoId,
    problem: { code: 'file-empty', parameters: {} } as const,
    missing,
  };
}

describe('scanning', () => {
  test('again adds only what is new and reads again only what changed', () => {
    const { operations, libraryId, idOf } = libraryOf(['a.jpg', 'b.jpg']);
    const reads = ['a.jpg', 'b.jpg'].map((name) => read(idOf(name), name));
    operations.recordReads({ libraryId, reads });
    expect(operations.photosToRead({ libraryId })).toEqual([]);
    const counts = scanFolder(operations, libraryId, [
      found('a.jpg'),
      found('b.jpg', 2000),
      found('c.jpg'),
    ]);
    expect(counts).toEqual({ added: 1, changed: 1, missing: 0 });
    const names = operations.photosToRead({ libraryId }).map((photo) => path.basename(photo.path));
    expect(names).toEqual(['b.jpg', 'c.jpg']);
  });

  test('keeps the label of a photo that changed', () => {
    const { operations, libraryId, idOf, cat, marks } = libraryOf(['a.jpg']);
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    scanFolder(operations, libraryId, [{ ...found('a.jpg'), byteSize: 101 }]);
    expect(marks()).toEqual({ 'a.jpg': cat.id });
  });

  test('marks what is gone as missing with its label, and what is back as ready', () => {
    const { operations, libraryId, idOf, cat, contents } = libraryOf(['a.jpg', 'b.jpg']);
    operations.recordReads({ libraryId, reads: [read(idOf('a.jpg'), 'a')] });
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    expect(scanFolder(operations, libraryId, [found('b.jpg')]).missing).toBe(1);
    expect(scanFolder(operations, libraryId, [found('b.jpg')]).missing).toBe(0);
    expect([...contents().statuses]).toEqual([3, 0]);
    expect([...contents().marks]).toEqual([cat.id, 0]);
    expect(operations.trainingPhotos({ libraryId })).toEqual([]);
    const counts = scanFolder(operations, libraryId, [found('a.jpg'), found('b.jpg')]);
    expect(counts).toEqual({ added: 0, changed: 0, missing: 0 });
    expect([...contents().statuses]).toEqual([1, 0]);
  });

  test('orders photos as people do', () => {
    const names = ['img10.jpg', 'IMG2.jpg', 'b/1.jpg', 'b c/1.jpg', 'b/02.jpg', 'Éclair.jpg'];
    const { operations, contents } = libraryOf(names);
    const photos = operations.photoDetails({ photoIds: [...contents().photoIds] });
    expect(photos.map(({ folder, fileName }) => path.posix.join(folder, fileName))).toEqual([
      'b/1.jpg',
      'b/02.jpg',
      'b c/1.jpg',
      'Éclair.jpg',
      'IMG2.jpg',
      'img10.jpg',
    ]);
  });

  test('takes any name for what it is', () => {
    const names = [
      `it's "quoted".jpg`,
      '😺/猫 100%.jpg',
      "'; DROP TABLE photo; --.jpg",
      'a\\b\n.jpg',
    ];
    const { marks, operations, libraryId } = libraryOf(names);
    expect(Object.keys(marks()).sort()).toEqual(names.toSorted());
    const again = scanFolder(
      operations,
      libraryId,
      names.map((name) => found(name)),
    );
    expect(again).toEqual({ added: 0, changed: 0, missing: 0 });
  });

  test('remembers ignored files with the reason until a scan no longer sees them', () => {
    const { operations, libraryId } = libraryOf([]);
    const folderId = operations.folders({ libraryId })[0].folderId;
    const scanWith = (files: IgnoredFile[]) => {
      const scan = operations.beginScan({ libraryId, folderId });
      operations.recordIgnored({ folderId, scan, files });
      operations.finishScan({ libraryId, folderId, scan });
      return operations.ignoredFiles({ libraryId });
    };
    const video: IgnoredFile = { path: '/p/v.mp4', reason: { code: 'video', parameters: {} } };
    const text: IgnoredFile = {
      path: '/p/a.txt',
      reason: { code: 'not-looked-at', parameters: { systemCode: 'EIO' } },
    };
    expect(scanWith([video, text])).toEqual([text, video]);
    expect(scanWith([video])).toEqual([video]);
  });

  test('of a folder that is not the library’s is refused', () => {
    const { operations, libraryId } = libraryOf([]);
    expect(() => operations.beginScan({ libraryId, folderId: 99 })).toThrow(
      `Expected a folder of library ${libraryId}, got 99`,
    );
  });
});

describe('reading', () => {
  test('makes photos ready with their size, and the thumbnail can be asked for', () => {
    const { operations, libraryId, idOf } = libraryOf(['cats/a.jpg']);
    const photoId = idOf('cats/a.jpg');
    expect(operations.thumbnails({ photoIds: [photoId] })[0]).toBeNull();
    const { columns } = operations.recordReads({ libraryId, reads: [read(photoId, 'abc')] });
    expect([...columns.statuses]).toEqual([1]);
    expect(operations.photoDetails({ photoIds: [photoId, 99] })).toMatchObject([
      { id: photoId, fileName: 'a.jpg', folder: 'cats', width: 60, height: 40, status: 'ready' },
    ]);
    expect([...operations.thumbnails({ photoIds: [photoId] })[0]!]).toEqual([photoId]);
    expect(operations.thumbnails({ photoIds: [99] })[0]).toBeNull();
  });

  test('that failed keeps the reason until it is tried again', () => {
    const { operations, libraryId, idOf } = libraryOf(['a.jpg', 'b.jpg']);
    const [a, b] = [idOf('a.jpg'), idOf('b.jpg')];
    const failures = [failure(a), failure(b, true)];
    expect([...operations.recordFailures({ libraryId, failures }).statuses]).toEqual([2, 3]);
    expect(operations.photoDetails({ photoIds: [a] })[0].problem).toEqual(failure(a).problem);
    expect([...operations.retryPhotos({ libraryId, photoIds: [a, b] }).statuses]).toEqual([0, 3]);
    expect(operations.photoDetails({ photoIds: [a] })[0].problem).toBeNull();
    expect(operations.photosToRead({ libraryId }).map(({ photoId }) => photoId)).toEqual([a]);
  });

  test('leaves the same content twice as two photos, which share a label', () => {
    const { operations, libraryId, idOf, cat, marks } = libraryOf(['a.jpg', 'copy.jpg']);
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    const reads = [read(idOf('a.jpg'), 'same'), read(idOf('copy.jpg'), 'same')];
    expect(operations.recordReads({ libraryId, reads }).renamed).toBe(0);
    expect(marks()).toEqual({ 'a.jpg': cat.id, 'copy.jpg': cat.id });
  });
});

describe('a renamed photo', () => {
  test('takes over the label, and the missing one goes', () => {
    const { operations, libraryId, idOf, dog, marks } = libraryOf(['old.jpg']);
    const old = idOf('old.jpg');
    operations.recordReads({ libraryId, reads: [read(old, 'dog')] });
    operations.setMarks({ libraryId, photoIds: [old], mark: dog.id });
    scanFolder(operations, libraryId, [found('new.jpg')]);
    const photoId = idOf('new.jpg');
    const result = operations.recordReads({ libraryId, reads: [read(photoId, 'dog')] });
    expect(result).toMatchObject({ renamed: 1, removedPhotoIds: [old] });
    expect([...result.columns.marks]).toEqual([dog.id]);
    expect(marks()).toEqual({ 'new.jpg': dog.id });
  });

  test('with a newer label of its own keeps that, and the person is asked', () => {
    const { operations, libraryId, idOf, cat, dog, marks } = libraryOf(['old.jpg']);
    operations.recordReads({ libraryId, reads: [read(idOf('old.jpg'), 'x')] });
    operations.setMarks({ libraryId, photoIds: [idOf('old.jpg')], mark: dog.id });
    scanFolder(operations, libraryId, [found('new.jpg')]);
    operations.setMarks({ libraryId, photoIds: [idOf('new.jpg')], mark: cat.id });
    const result = operations.recordReads({ libraryId, reads: [read(idOf('new.jpg'), 'x')] });
    expect(result.renamed).toBe(1);
    expect(marks()).toEqual({ 'new.jpg': cat.id });
    expect(operations.labelConflicts({ libraryId })).toEqual([
      { photoIds: [idOf('new.jpg')], marks: [cat.id, dog.id] },
    ]);
    operations.undo({ libraryId });
    expect(marks()).toEqual({ 'new.jpg': dog.id });
  });

  test('takes the place of one of two missing copies; the next takes the other', () => {
    const { operations, libraryId, idOf, dog, marks } = libraryOf(['1.jpg', '2.jpg']);
    const reads = ['1.jpg', '2.jpg'].map((name) => read(idOf(name), 'same'));
    operations.recordReads({ libraryId, reads });
    operations.setMarks({ libraryId, photoIds: [idOf('2.jpg')], mark: dog.id });
    scanFolder(operations, libraryId, [found('3.jpg'), found('4.jpg'), found('5.jpg')]);
    const again = ['3.jpg', '4.jpg', '5.jpg'].map((name) => read(idOf(name), 'same'));
    expect(operations.recordReads({ libraryId, reads: again }).renamed).toBe(2);
    expect(marks()).toEqual({ '3.jpg': dog.id, '4.jpg': dog.id, '5.jpg': dog.id });
  });

  test('of another library stays where it is', () => {
    const { operations, libraryId, idOf } = libraryOf(['old.jpg']);
    operations.recordReads({ libraryId, reads: [read(idOf('old.jpg'), 'x')] });
    scanFolder(operations, libraryId, []);
    const other = operations.createLibrary({
      name: 'Other',
      kind: 'folders',
      folders: ['/o'],
      categories: CAT_AND_DOG,
    });
    scanFolder(operations, other.id, [found('new.jpg')]);
    const [photoId] = operations.contents({ libraryId: other.id }).photoIds;
    const reads = [read(photoId, 'x')];
    expect(operations.recordReads({ libraryId: other.id, reads }).renamed).toBe(0);
  });

  test('leaves no undo that would do nothing', () => {
    const { operations, libraryId, idOf, contents, cat, marks } = libraryOf(['old.jpg']);
    operations.recordReads({ libraryId, reads: [read(idOf('old.jpg'), 'x')] });
    scanFolder(operations, libraryId, [found('new.jpg')]);
    const photoIds = [idOf('new.jpg')];
    operations.setMarks({ libraryId, photoIds, mark: cat.id });
    operations.setMarks({ libraryId, photoIds, mark: 0 });
    operations.recordReads({ libraryId, reads: [read(photoIds[0], 'x')] });
    expect(marks()).toEqual({ 'new.jpg': 0 });
    operations.undo({ libraryId });
    expect(marks()).toEqual({ 'new.jpg': cat.id });
    operations.undo({ libraryId });
    expect(marks()).toEqual({ 'new.jpg': 0 });
    expect(contents()).toMatchObject({ canUndo: false, canRedo: true });
  });
});
