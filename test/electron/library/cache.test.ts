import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Cache } from '../../../electron/library/cache.ts';
import { libraryOf, openIn, read, temporaryFolder } from './library-in-folder.ts';

function picture(value: number) {
  return new Uint8Array(5000).fill(value);
}

describe('the cache', () => {
  test('gives features in the order asked, each eye its own, null where there is none', () => {
    const { operations } = libraryOf([]);
    const entries = ['a', 'b'].map((contentHash, value) => ({
      contentHash,
      features: new Uint8Array([value]),
    }));
    operations.saveFeatures({ eyeId: 'pixels@1', entries });
    const features = operations.features({ contentHashes: ['b', 'c', 'a'], eyeId: 'pixels@1' });
    expect(features.map((value) => value && [...value])).toEqual([[1], null, [0]]);
    expect(operations.features({ contentHashes: ['a'], eyeId: 'pixels@2' })).toEqual([null]);
  });

  test('gives floats back as floats, to the last bit, and bytes as bytes', () => {
    const { operations } = libraryOf([]);
    const floats = Float32Array.of(0.1, -3e-39, Number.MAX_VALUE, 7);
    const bytes = Uint8Array.of(1, 2, 255);
    operations.saveFeatures({
      eyeId: 'keen@1',
      entries: [
        // Out of a larger array, as they come out of a network that saw several photos.
        { contentHash: 'a', features: floats.subarray(1) },
        { contentHash: 'b', features: bytes.subarray(1) },
      ],
    });
    const [ofA, ofB] = operations.features({ contentHashes: ['a', 'b'], eyeId: 'keen@1' });
    expect(ofA).toBeInstanceOf(Float32Array);
    expect([...ofA!]).toEqual([...floats.subarray(1)]);
    expect(ofB).toBeInstanceOf(Uint8Array);
    expect([...ofB!]).toEqual([2, 255]);
  });

  test('forgets what one eye gave, and nothing else', () => {
    const { operations } = libraryOf([]);
    const entries = [{ contentHash: 'a', features: Uint8Array.of(1) }];
    for (const eyeId of ['keen@1', 'own@1']) operations.saveFeatures({ eyeId, entries });
    operations.forgetFeatures({ eyeId: 'own@1' });
    const known = (eyeId: string) => operations.features({ contentHashes: ['a'], eyeId })[0];
    expect(known('own@1')).toBeNull();
    expect(known('keen@1')).not.toBeNull();
  });

  test('takes a thumbnail again and keeps the newest', () => {
    const { operations, libraryId, idOf } = libraryOf(['a.jpg', 'b.jpg']);
    const [photoId, other] = [idOf('a.jpg'), idOf('b.jpg')];
    const reads = [read(photoId, 'a'), read(other, 'b')];
    operations.recordReads({ libraryId, reads });
    for (const value of [1, 2]) {
      operations.saveThumbnail({ contentHash: 'a', thumbnail: picture(value) });
    }
    expect([...operations.thumbnails({ photoIds: [photoId] })[0]!]).toEqual([...picture(2)]);
    expect([...operations.thumbnails({ photoIds: [other] })[0]!]).toEqual([...reads[1].thumbnail]);
  });

  test('that was deleted is made anew, and no label is lost', () => {
    const { operations, folder, libraryId, idOf, cat } = libraryOf(['a.jpg']);
    const photoId = idOf('a.jpg');
    operations.setMarks({ libraryId, photoIds: [photoId], mark: cat.id });
    operations.recordReads({ libraryId, reads: [read(photoId, 'a')] });
    operations.close(undefined);
    rmSync(path.join(folder, 'cache.sqlite'));
    const reopened = openIn(folder);
    expect(reopened.thumbnails({ photoIds: [photoId] })[0]).toBeNull();
    expect([...reopened.contents({ libraryId }).marks]).toEqual([cat.id]);
  });

  test.each([
    ['other contents', (file: string) => writeFileSync(file, 'not a database '.repeat(400))],
    [
      'damaged pages',
      (file: string) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xaa, 4096));
      },
    ],
    [
      'another version',
      (file: string) => {
        const database = new Sqlite(file);
        database.pragma('user_version = 99');
        database.close();
      },
    ],
  ])('with %s is made anew and works', (_, damage) => {
    const folder = temporaryFolder();
    const place = { folder, nativeBinding: null };
    const cache = new Cache(place);
    cache.saveThumbnails([{ contentHash: 'a', thumbnail: picture(1) }]);
    cache.close();
    damage(path.join(folder, 'cache.sqlite'));
    const again = new Cache(place);
    expect(again.thumbnails(['a'])[0]).toBeNull();
    again.saveThumbnails([{ contentHash: 'a', thumbnail: picture(3) }]);
    expect(again.thumbnails(['a'])[0]?.[0]).toBe(3);
    again.close();
  });
});

test('a cache that cannot be opened keeps nobody from labelling, and is there once it can be', () => {
  const folder = temporaryFolder();
  const blocked = path.join(folder, 'cache.sqlite');
  mkdirSync(blocked);
  const operations = openIn(folder);
  const entries = [{ contentHash: 'a', features: Uint8Array.of(1) }];
  operations.saveFeatures({ eyeId: 'keen@1', entries });
  expect(operations.features({ contentHashes: ['a', 'b'], eyeId: 'keen@1' })).toEqual([null, null]);
  expect(operations.listLibraries(undefined)).toEqual([]);
  rmSync(blocked, { recursive: true });
  operations.saveFeatures({ eyeId: 'keen@1', entries });
  expect(operations.features({ contentHashes: ['a'], eyeId: 'keen@1' })[0]).not.toBeNull();
});
