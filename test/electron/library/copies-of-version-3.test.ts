import { expect, test } from 'vitest';
import Sqlite from 'better-sqlite3';
import { writeVersion } from './earlier-versions.ts';
import { openIn, temporaryFolder } from './library-in-folder.ts';

/** Copies of content `cc` at three paths and of `dd` at two, as version 3 kept labels by path. */
const COPIES = `
  INSERT INTO photo (id, library_id, folder_id, relative_path, sort_key, byte_size, modified_at,
      scan, status, mark, content_hash)
    VALUES (3, 1, 1, 'c1.jpg', 'c1.jpg', 1, 1, 1, 1, 1, 'cc'),
      (4, 1, 1, 'c2.jpg', 'c2.jpg', 1, 1, 1, 1, 2, 'cc'),
      (5, 1, 1, 'c3.jpg', 'c3.jpg', 1, 1, 1, 1, 0, 'cc'),
      (6, 1, 1, 'd1.jpg', 'd1.jpg', 1, 1, 1, 1, 0, 'dd'),
      (7, 1, 1, 'd2.jpg', 'd2.jpg', 1, 1, 1, 1, 2, 'dd');
  INSERT INTO label_action (id, library_id, undone)
    VALUES (2, 1, 0), (3, 1, 0), (4, 1, 0), (5, 1, 1);
  INSERT INTO label_change (action_id, photo_id, mark_before, mark_after)
    VALUES (2, 4, 0, 2), (3, 3, 0, 1), (4, 6, 0, 2), (4, 7, 0, 2), (5, 6, 2, 0);
  UPDATE photo SET mark = 2 WHERE id = 6;`;

const CAT = 1;
const DOG = 2;

function migrated() {
  const folder = temporaryFolder();
  const database = new Sqlite(writeVersion(folder, 3));
  database.exec(COPIES);
  database.close();
  const operations = openIn(folder);
  const marks = () => [...operations.contents({ libraryId: 1 }).marks];
  return { operations, marks };
}

test('of copies with different labels the newest wins, and the person is asked', () => {
  const { operations, marks } = migrated();
  expect(marks()).toEqual([CAT, -1, CAT, CAT, CAT, DOG, DOG]);
  const asked = operations.labelConflicts({ libraryId: 1 });
  expect(asked).toEqual([{ photoIds: [3, 4, 5], marks: [CAT, DOG] }]);
});

test('the history of copies is that of their picture', () => {
  const { operations, marks } = migrated();
  operations.redo({ libraryId: 1 });
  expect(marks().slice(5)).toEqual([0, 0]);
  operations.undo({ libraryId: 1 });
  operations.undo({ libraryId: 1 });
  expect(marks()).toEqual([CAT, -1, CAT, CAT, CAT, 0, 0]);
  operations.undo({ libraryId: 1 });
  expect(marks().slice(2, 5)).toEqual([DOG, DOG, DOG]);
  operations.undo({ libraryId: 1 });
  expect(marks().slice(2, 5)).toEqual([0, 0, 0]);
});

test('labelled photos of which only the bytes are known are read once more, and nothing else', () => {
  const { operations } = migrated();
  const waiting = operations.photosToRead({ libraryId: 1 }).map(({ photoId }) => photoId);
  expect(waiting).toEqual([1, 3, 4, 5, 6, 7]);
  const reads = waiting.map((photoId) => ({
    photoId,
    contentHash: photoId === 1 ? 'aa' : photoId < 6 ? 'cc' : 'dd',
    pixelHash: photoId === 1 ? 'pixels a' : photoId < 6 ? 'pixels c' : 'pixels d',
    width: 1,
    height: 1,
    byteSize: 1,
    modifiedAt: 1,
    thumbnail: null,
  }));
  operations.recordReads({ libraryId: 1, reads });
  expect(operations.photosToRead({ libraryId: 1 })).toEqual([]);
  expect(operations.replacedPhotos({ libraryId: 1 })).toEqual([]);
});

test('an id of a photo that is gone is not given again', () => {
  const folder = temporaryFolder();
  const database = new Sqlite(writeVersion(folder, 3));
  database.exec("UPDATE sqlite_sequence SET seq = 70 WHERE name = 'photo'");
  database.close();
  const operations = openIn(folder);
  const folderId = operations.folders({ libraryId: 1 })[0].folderId;
  const scan = operations.beginScan({ libraryId: 1, folderId });
  const file = { relativePath: 'new.jpg', byteSize: 1, modifiedAt: 1, fileNumber: null };
  operations.recordFound({ libraryId: 1, folderId, scan, files: [file] });
  expect(Math.max(...operations.contents({ libraryId: 1 }).photoIds)).toBe(71);
});
