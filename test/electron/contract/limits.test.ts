import { expect, test } from 'vitest';
import {
  CATEGORY_KEY,
  NEITHER,
  PHOTO_STATUS,
  PHOTO_STATUS_NAMES,
  UNLABELLED,
} from '../../../electron/contract/limits.ts';

test('a status has the same code by its name as by its place, as databases hold it', () => {
  expect(PHOTO_STATUS_NAMES.map((name) => PHOTO_STATUS[name])).toEqual([0, 1, 2, 3]);
  expect(Object.keys(PHOTO_STATUS)).toEqual([...PHOTO_STATUS_NAMES]);
});

test('marks that are no category are none of the ids that a database gives', () => {
  expect([UNLABELLED, NEITHER]).toEqual([0, -1]);
});

test('the key that takes labels off labels nothing', () => {
  expect(CATEGORY_KEY.test('0')).toBe(false);
  expect(['a', 'z', '1', '9'].every((key) => CATEGORY_KEY.test(key))).toBe(true);
});
