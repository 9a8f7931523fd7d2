import { beforeEach, expect, it } from 'vitest';
import { nameOfMark, toneOfMark } from '../../../renderer/photos/marks.ts';
import { photos } from '../../../renderer/photos/photos.svelte.ts';
import { CATEGORIES, committed, contentsOf } from '../library.ts';

const [CAT, DOG] = [11, 12];

// cat, dog, neither, not labelled, failed, missing with a label
beforeEach(() => photos.replace(contentsOf([CAT, DOG, -1, 0, 0, CAT], [1, 1, 1, 1, 2, 3])));

it('counts every photo under what it is', () => {
  expect(photos.counts).toEqual({
    all: 6,
    unlabelled: 1,
    neither: 1,
    problem: 2,
    byCategory: new Map([
      [CAT, 2],
      [DOG, 1],
    ]),
  });
});

it('shows under each filter exactly as many photos as it counts', () => {
  const { counts } = photos;
  expect(photos.matching('all')).toHaveLength(counts.all);
  expect(photos.matching('unlabelled')).toHaveLength(counts.unlabelled);
  expect(photos.matching('neither')).toHaveLength(counts.neither);
  expect(photos.matching('problem')).toHaveLength(counts.problem);
  expect(photos.matching(CAT)).toHaveLength(counts.byCategory.get(CAT)!);
});

it('takes a committed label into its counts', () => {
  expect(photos.change(committed([4], DOG))).toBe(true);
  expect(photos.counts.byCategory.get(DOG)).toBe(2);
  expect(photos.counts.unlabelled).toBe(0);
});

it('says when a change names a photo it does not know', () => {
  expect(photos.change(committed([4, 99], DOG))).toBe(false);
  expect(photos.markAt(3)).toBe(DOG);
});

it('asks for a new picture once a photo could be read after all', () => {
  const before = photos.pictureAt(4);
  photos.change(committed([5], 0));
  expect(photos.hasProblemAt(4)).toBe(false);
  expect(photos.pictureAt(4)).not.toBe(before);
});

it('keeps the picture when only the label changed', () => {
  const before = photos.pictureAt(0);
  photos.change(committed([1], DOG));
  expect(photos.pictureAt(0)).toBe(before);
});

it('names and colours every mark', () => {
  expect([0, -1, CAT, DOG].map((mark) => nameOfMark(mark, CATEGORIES))).toEqual([
    'Not labelled',
    'Neither',
    'Cat',
    'Dog',
  ]);
  expect([0, -1, CAT, DOG].map((mark) => toneOfMark(mark, CATEGORIES))).toEqual([
    'none',
    'neither',
    'first',
    'second',
  ]);
});
