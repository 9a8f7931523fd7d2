import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PhotosOnDisk } from './photos-on-disk.ts';

const CAT = 1;
const DOG = 2;

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
);

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
    const root = this.photos.roots[index % 2];
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
      expect(this.labels.get(this.disk.get(photo.path)!) ?? 0).toBe(0);
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
    there.forEach(([, to], index) => this.disk.set(to, moved[index]));
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
    const from = this.photos.roots[index];
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
