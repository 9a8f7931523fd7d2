import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import {
  CAT_AND_DOG,
  found,
  libraryOf,
  openIn,
  read,
  scanFolder,
  temporaryFolder,
} from './library-in-folder.ts';
import type { Problem } from '../../../electron/contract.ts';

function folder(...names: string[]) {
  return path.resolve('/', ...names);
}

/** The contents whose thumbnails a cache has. */
function thumbnailHashes(place: string): unknown[] {
  const database = new Sqlite(path.join(place, 'cache.sqlite'), { readonly: true });
  try {
    return database.prepare('SELECT content_hash FROM thumbnail').pluck().all();
  } finally {
    database.close();
  }
}

describe('libraries', () => {
  test('start with the kinds they are given and are found again by exactly their folders', () => {
    const operations = openIn(temporaryFolder());
    const folders = [folder('a'), folder('b')];
    const { id } = operations.createLibrary({
      name: 'Pets',
      kind: 'folders',
      folders,
      categories: CAT_AND_DOG,
    });
    expect(operations.contents({ libraryId: id }).categories).toMatchObject([
      { position: 0, name: 'Cat', key: 'c' },
      { position: 1, name: 'Dog', key: 'd' },
    ]);
    expect(operations.findLibrary({ folders: folders.toReversed() })).toBe(id);
    expect(operations.findLibrary({ folders: [folder('a')] })).toBeNull();
    expect(operations.findSample(undefined)).toBeNull();
    const sample = operations.createLibrary({
      name: 'S',
      kind: 'sample',
      folders: [folder('s')],
      categories: CAT_AND_DOG,
    });
    expect(operations.findSample(undefined)).toBe(sample.id);
  });

  test('count their photos and labels, and the one opened last comes first', async () => {
    const { operations, libraryId, idOf, cat, contents } = libraryOf(['a.jpg', 'b.jpg', 'c.jpg']);
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    operations.setMarks({ libraryId, photoIds: [idOf('b.jpg')], mark: -1 });
    expect(contents().library).toMatchObject({ photoCount: 3, labelledCount: 1 });
    const other = operations.createLibrary({
      name: 'O',
      kind: 'folders',
      folders: [folder('o')],
      categories: CAT_AND_DOG,
    });
    const order = () => operations.listLibraries(undefined).map(({ id }) => id);
    expect(order()).toEqual([other.id, libraryId]);
    await vi.waitUntil(() => Date.now() > other.openedAt, { interval: 1 });
    contents();
    expect(order()).toEqual([libraryId, other.id]);
  });

  test('hold no folder twice, be it inside another', () => {
    const operations = openIn(temporaryFolder());
    const folders = [folder('a', 'b'), folder('a'), folder('a'), folder('ab')];
    const library = operations.createLibrary({
      name: 'x',
      kind: 'folders',
      folders,
      categories: CAT_AND_DOG,
    });
    expect(library.folders).toEqual([folder('a'), folder('ab')]);
    operations.addFolders({ libraryId: library.id, folders: [folder('a', 'c'), folder('..d')] });
    const paths = operations.folders({ libraryId: library.id }).map((held) => held.path);
    expect(paths).toEqual([folder('a'), folder('ab'), folder('..d')]);
    expect(operations.findLibrary({ folders: [...folders, folder('..d')] })).toBe(library.id);
  });

  test('that get a folder around one they have keep its labels', () => {
    const operations = openIn(temporaryFolder());
    const { id: libraryId } = operations.createLibrary({
      name: 'x',
      kind: 'folders',
      folders: [folder('photos', 'cats')],
      categories: CAT_AND_DOG,
    });
    scanFolder(operations, libraryId, [found('1.jpg')]);
    const { photoIds, categories } = operations.contents({ libraryId });
    const mark = categories[0].id;
    operations.setMarks({ libraryId, photoIds: [...photoIds], mark });
    operations.addFolders({ libraryId, folders: [folder('photos')] });
    const counts = scanFolder(operations, libraryId, [found('cats/1.jpg'), found('2.jpg')]);
    expect(counts).toEqual({ added: 1, changed: 0, missing: 0 });
    expect([...operations.contents({ libraryId }).marks].sort()).toEqual([0, mark]);
    expect(operations.photoDetails({ photoIds: [...photoIds] })).toMatchObject([
      { folder: 'cats', path: folder('photos', 'cats', '1.jpg') },
    ]);
  });

  test('may share a folder, each with labels of its own', () => {
    const operations = openIn(temporaryFolder());
    const [one, two] = ['one', 'two'].map((name) => {
      const { id } = operations.createLibrary({
        name,
        kind: 'folders',
        folders: [folder('p')],
        categories: CAT_AND_DOG,
      });
      scanFolder(operations, id, [found('a.jpg')]);
      return id;
    }) as [number, number];
    const { photoIds, categories } = operations.contents({ libraryId: one });
    operations.setMarks({ libraryId: one, photoIds: [...photoIds], mark: categories[0].id });
    expect([...operations.contents({ libraryId: two }).marks]).toEqual([0]);
  });

  test('can be renamed, as can their kinds, but not to the same', () => {
    const { operations, libraryId, cat } = libraryOf([]);
    operations.renameLibrary({ libraryId, name: 'My 🐈' });
    expect(operations.listLibraries(undefined)[0].name).toBe('My 🐈');
    const rename = (name: string, key: string) =>
      operations.renameCategory({ libraryId, categoryId: cat.id, name, key });
    expect(rename('Lion', 'l')).toMatchObject({
      ok: true,
      value: [{ name: 'Lion', key: 'l' }, {}],
    });
    expect(rename('DOG', 'l')).toMatchObject({ problem: { code: 'category-name-taken' } });
    expect(rename('Lion', 'd')).toMatchObject({ problem: { code: 'category-key-taken' } });
    expect(() =>
      operations.renameCategory({ libraryId, categoryId: 99, name: 'x', key: 'y' }),
    ).toThrow('got 99');
  });

  test('once removed are gone with their photos, labels and thumbnails, but for what others have', () => {
    const { operations, folder: place, libraryId, idOf, cat } = libraryOf(['a.jpg', 'b.jpg']);
    const reads = [read(idOf('a.jpg'), 'shared'), read(idOf('b.jpg'), 'own')];
    operations.recordReads({ libraryId, reads });
    operations.saveFeatures({
      eyeId: 'r',
      entries: [{ contentHash: 'own', features: new Uint8Array([1]) }],
    });
    operations.setMarks({ libraryId, photoIds: [idOf('a.jpg')], mark: cat.id });
    const photoId = idOf('a.jpg');
    const other = operations.createLibrary({
      name: 'O',
      kind: 'folders',
      folders: [folder('o')],
      categories: CAT_AND_DOG,
    });
    scanFolder(operations, other.id, [found('c.jpg')]);
    const [otherPhoto] = operations.contents({ libraryId: other.id }).photoIds;
    operations.recordReads({ libraryId: other.id, reads: [read(otherPhoto, 'shared')] });

    expect(operations.removeLibrary({ libraryId })).toMatchObject({ name: 'Pets', photoCount: 2 });
    expect(operations.listLibraries(undefined).map(({ id }) => id)).toEqual([other.id]);
    expect(operations.photoDetails({ photoIds: [photoId] })).toEqual([]);
    expect(operations.thumbnails({ photoIds: [otherPhoto] })[0]).not.toBeNull();
    expect(thumbnailHashes(place)).toEqual(['shared']);
    expect(operations.features({ contentHashes: ['own'], eyeId: 'r' })).toEqual([null]);
    expect(() => operations.contents({ libraryId })).toThrow('Expected the id of a library');
    expect(() => operations.removeLibrary({ libraryId })).toThrow('Expected the id of a library');
  });
});

test('photos to train on are those of a kind that can be read, by id, with the position of their kind', () => {
  const names = ['e.jpg', 'd.jpg', 'c.jpg', 'b.jpg', 'a.jpg'];
  const { operations, libraryId, idOf, cat, dog } = libraryOf(names);
  const set = (name: string, mark: number) =>
    operations.setMarks({ libraryId, photoIds: [idOf(name)], mark });
  set('a.jpg', dog.id);
  set('b.jpg', -1);
  set('c.jpg', cat.id);
  set('d.jpg', cat.id);
  operations.recordReads({ libraryId, reads: [read(idOf('c.jpg'), 'content')] });
  const problem: Problem = { code: 'damaged', parameters: {} };
  const failures = [{ photoId: idOf('d.jpg'), problem, missing: false }];
  operations.recordFailures({ libraryId, failures });
  expect(operations.trainingPhotos({ libraryId })).toMatchObject([
    { photoId: idOf('c.jpg'), contentHash: 'content', label: 0 },
    { photoId: idOf('a.jpg'), contentHash: null, label: 1 },
  ]);
});
