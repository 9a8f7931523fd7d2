import { copyFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PhotosOnDisk } from './photos-on-disk.ts';

const CAT = 1;
const DOG = 2;

/** A folder with these photos, each of other pixels and labelled by turns, and a way to name them. */
async function labelled(names: readonly string[], time?: number) {
  const photos = new PhotosOnDisk();
  const at = (name: string) => path.join(photos.roots[0], name);
  names.forEach((name) => photos.write(at(name), { pixels: name, metadata: '' }, time));
  await photos.scan();
  names.forEach((name, index) => photos.mark(at(name), index % 2 === 0 ? CAT : DOG));
  return { photos, at };
}

describe('a label stays on its picture', () => {
  test.each([
    ['of other sizes and times', undefined],
    ['of the same size and time', 1_600_000_000],
  ])('when two files %s swap their names', async (_, time) => {
    const { photos, at } = await labelled(['a.jpg', 'b.jpg'], time);
    photos.rename([
      [at('a.jpg'), at('b.jpg')],
      [at('b.jpg'), at('a.jpg')],
    ]);
    await photos.scan();
    expect(photos.names()).toEqual({ 'a.jpg': DOG, 'b.jpg': CAT });
    photos.operations.undo({ libraryId: photos.libraryId });
    expect(photos.names()).toEqual({ 'a.jpg': 0, 'b.jpg': CAT });
  });

  test('when all are renumbered by one', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `photo ${index}.jpg`);
    const { photos, at } = await labelled(names);
    photos.rename(names.map((name, index) => [at(name), at(`photo ${index + 1}.jpg`)]));
    expect(await photos.scan()).toEqual({ renamed: 20 });
    expect(photos.names()).toEqual(
      Object.fromEntries(names.map((_, i) => [`photo ${i + 1}.jpg`, i % 2 === 0 ? CAT : DOG])),
    );
    expect(photos.operations.replacedPhotos({ libraryId: photos.libraryId })).toEqual([]);
  });

  test('when files go round in a circle, into another folder and back', async () => {
    const { photos, at } = await labelled(['a.jpg', 'b.jpg', 'c.jpg'], 1_600_000_000);
    photos.rename([
      [at('a.jpg'), at('sub/b.jpg')],
      [at('b.jpg'), at('c.jpg')],
      [at('c.jpg'), at('a.jpg')],
    ]);
    await photos.scan();
    expect(photos.names()).toEqual({ 'a.jpg': CAT, 'b.jpg': CAT, 'c.jpg': DOG });
    photos.rename([[at('sub/b.jpg'), at('b.jpg')]]);
    await photos.scan();
    expect(photos.names()).toEqual({ 'a.jpg': CAT, 'b.jpg': CAT, 'c.jpg': DOG });
  });

  test('when the whole folder moves into another of the library', async () => {
    const photos = new PhotosOnDisk(['one', 'two']);
    const [one, two] = photos.roots as [string, string];
    photos.write(path.join(one, 'trip', 'a.jpg'), { pixels: 'a', metadata: '' });
    await photos.scan();
    photos.mark(path.join(one, 'trip', 'a.jpg'), DOG);
    renameSync(path.join(one, 'trip'), path.join(two, 'journey'));
    await photos.scan();
    expect([...photos.marks()]).toEqual([[path.join(two, 'journey', 'a.jpg'), DOG]]);
  });

  test('when the drive comes back under another letter', async () => {
    const { photos, at } = await labelled(['a.jpg', 'b.jpg']);
    const before = photos.idOf(at('a.jpg'));
    const [from, to] = [photos.roots[0], path.join(photos.place, 'letter E')];
    renameSync(from, to);
    await photos.scan();
    photos.operations.moveFolder({ libraryId: photos.libraryId, folder: from, path: to });
    await photos.scan();
    expect([...photos.marks()]).toEqual([
      [path.join(to, 'a.jpg'), CAT],
      [path.join(to, 'b.jpg'), DOG],
    ]);
    expect(photos.idOf(path.join(to, 'a.jpg'))).toBe(before);
  });

  test('when the folder has moved into one that the library holds too', async () => {
    const photos = new PhotosOnDisk(['one', 'two']);
    const [one, two] = photos.roots as [string, string];
    photos.write(path.join(one, 'a.jpg'), { pixels: 'a', metadata: '' });
    await photos.scan();
    photos.mark(path.join(one, 'a.jpg'), DOG);
    renameSync(one, path.join(two, 'one'));
    const folders = { folder: one, path: path.join(two, 'one') };
    await photos.scan();
    photos.operations.moveFolder({ libraryId: photos.libraryId, ...folders });
    await photos.scan();
    expect([...photos.marks()]).toEqual([[path.join(two, 'one', 'a.jpg'), DOG]]);
    expect(photos.operations.folders({ libraryId: photos.libraryId })).toHaveLength(1);
  });

  test('when it is rated, and when it is gone and comes back', async () => {
    const { photos, at } = await labelled(['a.jpg', 'b.jpg']);
    photos.write(at('a.jpg'), { pixels: 'a.jpg', metadata: 'five stars' });
    await photos.scan();
    expect(photos.names()).toEqual({ 'a.jpg': CAT, 'b.jpg': DOG });
    photos.write(at('a.jpg'), { pixels: 'another', metadata: '' });
    await photos.scan();
    photos.write(at('again.jpg'), { pixels: 'a.jpg', metadata: 'no stars' });
    await photos.scan();
    expect(photos.names()).toEqual({ 'a.jpg': 0, 'again.jpg': CAT, 'b.jpg': DOG });
  });

  test('which was given before it was read, when names are swapped meanwhile', async () => {
    const photos = new PhotosOnDisk();
    const at = (name: string) => path.join(photos.roots[0], name);
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg'])
      photos.write(at(name), { pixels: name, metadata: '' });
    await photos.find();
    photos.mark(at('a.jpg'), CAT);
    photos.mark(at('b.jpg'), DOG);
    photos.rename([
      [at('a.jpg'), at('b.jpg')],
      [at('b.jpg'), at('d.jpg')],
    ]);
    photos.read();
    await photos.scan();
    expect(photos.names()).toEqual({ 'b.jpg': CAT, 'c.jpg': 0, 'd.jpg': DOG });
    photos.operations.undo({ libraryId: photos.libraryId });
    expect(photos.names()).toEqual({ 'b.jpg': CAT, 'c.jpg': 0, 'd.jpg': 0 });
  });
});

describe('copies of a picture', () => {
  test('share a label, whichever of them is labelled, and all are in the answer', async () => {
    const { photos, at } = await labelled(['a.jpg']);
    copyFileSync(at('a.jpg'), at('copy.jpg'));
    photos.write(at('rated.jpg'), { pixels: 'a.jpg', metadata: 'five stars' });
    expect(await photos.scan()).toEqual({ renamed: 0 });
    expect(photos.names()).toEqual({ 'a.jpg': CAT, 'copy.jpg': CAT, 'rated.jpg': CAT });
    const { operations, libraryId } = photos;
    const change = operations.setMarks({
      libraryId,
      photoIds: [photos.idOf(at('rated.jpg'))],
      mark: DOG,
    });
    expect(change.photoIds).toHaveLength(3);
    expect([...change.marks]).toEqual([DOG, DOG, DOG]);
    expect([...operations.undo({ libraryId })!.marks]).toEqual([CAT, CAT, CAT]);
    rmSync(at('a.jpg'));
    await photos.scan();
    expect(photos.names()).toEqual({ 'copy.jpg': CAT, 'rated.jpg': CAT });
    expect(new Set(operations.trainingPhotos({ libraryId }).map((one) => one.pictureId)).size).toBe(
      1,
    );
  });

  test('labelled differently before they were read: the newest label stays, and the person is asked', async () => {
    const photos = new PhotosOnDisk();
    const { operations, libraryId } = photos;
    const at = (name: string) => path.join(photos.roots[0], name);
    for (const name of ['a.jpg', 'b.jpg']) photos.write(at(name), { pixels: 'same', metadata: '' });
    await photos.find();
    photos.mark(at('a.jpg'), CAT);
    photos.mark(at('b.jpg'), DOG);
    photos.read();
    expect(photos.names()).toEqual({ 'a.jpg': DOG, 'b.jpg': DOG });
    const photoIds = [photos.idOf(at('a.jpg')), photos.idOf(at('b.jpg'))];
    expect(operations.labelConflicts({ libraryId })).toEqual([{ photoIds, marks: [CAT, DOG] }]);
    operations.undo({ libraryId });
    expect(photos.names()).toEqual({ 'a.jpg': CAT, 'b.jpg': CAT });
    photos.mark(at('b.jpg'), CAT);
    expect(operations.labelConflicts({ libraryId })).toEqual([]);
  });

  test('in folders of different names are asked about, and get no label of either', async () => {
    const photos = new PhotosOnDisk();
    const { operations, libraryId } = photos;
    const at = (name: string) => path.join(photos.roots[0], name);
    for (const name of ['cats/a.jpg', 'dogs/b.jpg'])
      photos.write(at(name), { pixels: 'same', metadata: '' });
    photos.write(at('cats/c.jpg'), { pixels: 'c', metadata: '' });
    await photos.scan();
    const accepted = operations.suggestions({ libraryId });
    operations.acceptSuggestions({ libraryId, accepted });
    expect(photos.names()).toEqual({ 'a.jpg': 0, 'b.jpg': 0, 'c.jpg': CAT });
    expect(operations.labelConflicts({ libraryId })).toMatchObject([{ marks: [CAT, DOG] }]);
    expect(operations.suggestions({ libraryId })).toEqual([]);
    photos.mark(at('dogs/b.jpg'), DOG);
    expect(photos.names()).toEqual({ 'a.jpg': DOG, 'b.jpg': DOG, 'c.jpg': CAT });
    expect(operations.labelConflicts({ libraryId })).toEqual([]);
  });
});

describe('a path that holds quite another picture', () => {
  const replacing = async () => {
    const { photos, at } = await labelled(['a.jpg', 'b.jpg']);
    photos.write(at('a.jpg'), { pixels: 'quite another', metadata: '' });
    await photos.scan();
    const { operations, libraryId } = photos;
    const told = () => operations.replacedPhotos({ libraryId });
    return { photos, at, told, photoId: photos.idOf(at('a.jpg')) };
  };

  test('is told with the label that was there, which is not its own', async () => {
    const { photos, at, told, photoId } = await replacing();
    expect(photos.names()).toEqual({ 'a.jpg': 0, 'b.jpg': DOG });
    expect(told()).toEqual([{ photoId, formerMark: CAT }]);
    photos.mark(at('a.jpg'), CAT);
    expect(told()).toEqual([]);
  });

  test('shows no label of the picture before, even until it is read', async () => {
    const { photos, at } = await labelled(['a.jpg', 'b.jpg']);
    photos.write(at('a.jpg'), { pixels: 'quite another', metadata: '' });
    await photos.find();
    expect(photos.names()).toEqual({ 'a.jpg': 0, 'b.jpg': DOG });
    photos.read();
    expect(photos.names()).toEqual({ 'a.jpg': 0, 'b.jpg': DOG });
  });

  test('is told no more when the person says so, or the picture turns up', async () => {
    const { photos, at, told, photoId } = await replacing();
    photos.write(at('found.jpg'), { pixels: 'a.jpg', metadata: '' });
    await photos.scan();
    expect(told()).toEqual([]);
    rmSync(at('found.jpg'));
    await photos.scan();
    expect(told()).toEqual([{ photoId, formerMark: CAT }]);
    photos.operations.forgetReplaced({ libraryId: photos.libraryId, photoIds: [photoId] });
    expect(told()).toEqual([]);
  });
});
