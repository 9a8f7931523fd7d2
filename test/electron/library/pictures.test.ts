import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhotosOnDisk } from './photos-on-disk.ts';

const CAT = 1;
const DOG = 2;

/** A folder with these photos, each of other pixels and labelled by turns, and a way to name them. */
const labelled = async (names: readonly string[], time?: number) => {
  const photos = new PhotosOnDisk();
  const at = (name: string) => path.join(photos.roots[0]!, name);
  names.forEach((name) => photos.write(at(name), { pixels: name, metadata: '' }, time));
  await photos.scan();
  names.forEach((name, index) => photos.mark(at(name), index % 2 === 0 ? CAT : DOG));
  return { photos, at };
};

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
    const [from, path_] = [photos.roots[0]!, path.join(photos.place, 'letter E')];
    renameSync(from, path_);
    await photos.scan();
    photos.operations.moveFolder({ libraryId: photos.libraryId, folder: from, path: path_ });
    await photos.scan();
    expect([...photos.marks()]).toEqual([
      [path.join(path_, 'a.jpg'), CAT],
      [path.join(path_, 'b.jpg'), DOG],
    ]);
    expect(photos.idOf(path.join(path_, 'a.jpg'))).toBe(before);
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
    const at = (name: string) => path.join(photos.roots[0]!, name);
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
    const at = (name: string) => path.join(photos.roots[0]!, name);
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
    const at = (name: string) => path.join(photos.roots[0]!, name);
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

type Step =
  | { kind: 'rename' | 'swap' | 'copy'; from: number; to: number }
  | { kind: 'cycle'; from: number; by: number }
  | { kind: 'edit' | 'rate' | 'remove'; from: number }
  | { kind: 'label'; from: number; mark: number }
  | { kind: 'move root'; root: number }
  | { kind: 'undo' | 'redo' | 'scan' | 'scan while a file moves' };

const PLACES = 6;
const place = fc.nat(PLACES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('rename', 'swap', 'copy'),
      from: place,
      to: place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cycle'),
      from: place,
      by: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('edit', 'rate', 'remove'), from: place }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('label'),
      from: place,
      mark: fc.constantFrom(0, -1, CAT, DOG),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move root'), root: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('undo', 'redo', 'scan while a file moves') }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('scan') }) },
) as fc.Arbitrary<Step>;

/** What ought to be: which pixels lie where, what the library saw last, and what was said of pixels. */
class Model {
  readonly photos = new PhotosOnDisk(['one', 'two']);
  /** Pixels by absolute path. */
  disk = new Map<string, string>();
  /** As the last scan saw it. */
  seen = new Map<string, string>();
  labels = new Map<string, number>();
  past: Map<string, number>[] = [];
  future: Map<string, number>[] = [];
  #drawn = 0;

  constructor() {
    for (let index = 0; index < PLACES - 1; index += 1) this.#draw(this.at(index), 1_600_000_000);
  }

  at(index: number): string {
    const root = this.photos.roots[index % 2]!;
    return path.join(root, index % 3 === 0 ? 'below' : '', `${index}.jpg`);
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'rename':
        return this.#rename([[step.from, step.to]]);
      case 'swap':
        return this.#rename([
          [step.from, step.to],
          [step.to, step.from],
        ]);
      case 'cycle':
        return this.#rename([0, 1, 2, 3].map((i) => [i, (step.from + i + step.by) % 4] as const));
      case 'copy':
        return this.#copy(this.at(step.from), this.at(step.to));
      case 'edit':
        if (this.disk.has(this.at(step.from))) this.#draw(this.at(step.from));
        return;
      case 'rate':
        return this.#rate(this.at(step.from));
      case 'remove':
        rmSync(this.at(step.from), { force: true });
        this.disk.delete(this.at(step.from));
        return;
      case 'label':
        return this.#label(this.at(step.from), step.mark);
      case 'move root':
        return this.#moveRoot(step.root);
      case 'undo':
      case 'redo':
        return this.#turn(step.kind);
      case 'scan while a file moves':
        await this.photos.find();
        this.#rename([[0, 5]]);
        this.photos.read();
        return this.scan();
      case 'scan':
        return this.scan();
    }
  }

  async scan(): Promise<void> {
    await this.photos.scan();
    this.seen = new Map(this.disk);
    this.check();
  }

  check(): void {
    const expected = [...this.disk].map(([file, pixels]) => [file, this.labels.get(pixels) ?? 0]);
    expect(new Map(this.photos.marks())).toEqual(new Map(expected as [string, number][]));
    const { operations, libraryId } = this.photos;
    for (const { photoId } of operations.replacedPhotos({ libraryId })) {
      const [photo] = operations.photoDetails({ photoIds: [photoId] });
      expect(this.labels.get(this.disk.get(photo!.path)!) ?? 0).toBe(0);
    }
  }

  #draw(file: string, time?: number): void {
    const pixels = `drawn ${(this.#drawn += 1)}`;
    this.photos.write(file, { pixels, metadata: '' }, time);
    this.disk.set(file, pixels);
  }

  #rename(pairs: readonly (readonly [from: number, to: number])[]): void {
    const files = pairs.map(([from, to]) => [this.at(from), this.at(to)] as const);
    const there = files.filter(([from, to]) => this.disk.has(from) && from !== to);
    this.photos.rename(there);
    const moved = there.map(([from]) => this.disk.get(from)!);
    for (const [from] of there) this.disk.delete(from);
    there.forEach(([, to], index) => this.disk.set(to, moved[index]!));
  }

  #copy(from: string, to: string): void {
    const pixels = this.disk.get(from);
    if (pixels === undefined || from === to) return;
    this.photos.write(to, { pixels, metadata: 'copied' });
    this.disk.set(to, pixels);
  }

  #rate(file: string): void {
    const pixels = this.disk.get(file);
    if (pixels === undefined) return;
    this.photos.write(file, { pixels, metadata: `rated ${(this.#drawn += 1)}` });
  }

  /** Says something of the picture that the window shows, whatever has become of the file. */
  #label(file: string, mark: number): void {
    const pixels = this.seen.get(file);
    if (pixels === undefined) return;
    this.photos.mark(file, mark);
    if ((this.labels.get(pixels) ?? 0) === mark) return;
    this.past.push(new Map(this.labels));
    this.future = [];
    this.labels.set(pixels, mark);
  }

  #turn(kind: 'undo' | 'redo'): void {
    const { operations, libraryId } = this.photos;
    const [from, to] = kind === 'undo' ? [this.past, this.future] : [this.future, this.past];
    const next = from.pop();
    expect(operations[kind]({ libraryId }) === null).toBe(next === undefined);
    if (next === undefined) return;
    to.push(this.labels);
    this.labels = next;
  }

  #moveRoot(index: number): void {
    const from = this.photos.roots[index]!;
    const to = `${from}+`;
    if (!existsSync(from)) return;
    renameSync(from, to);
    const { operations, libraryId } = this.photos;
    operations.moveFolder({ libraryId, folder: from, path: to });
    this.photos.roots[index] = to;
    const moved = (files: Map<string, string>) =>
      new Map(
        [...files].map(([file, pixels]) => {
          const isBelow = file.startsWith(from + path.sep);
          return [isBelow ? path.join(to, path.relative(from, file)) : file, pixels];
        }),
      );
    this.disk = moved(this.disk);
    this.seen = moved(this.seen);
  }
}

test('whatever is renamed, swapped, copied, edited, deleted and moved, each label is on its picture', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const model = new Model();
      await model.scan();
      for (const taken of steps) await model.take(taken);
      await model.scan();
      for (let back = model.past.length; back > 0; back -= 1) {
        await model.take({ kind: 'undo' });
        model.check();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
