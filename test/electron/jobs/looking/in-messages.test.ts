import { expect, test } from 'vitest';
import { inMessages } from '../../../../electron/jobs/looking/in-messages.ts';

function photos(count: number) {
  return Array.from({ length: count }, (_, id) => id);
}

test('pictures of many photos go in several messages of at most half a megabyte', () => {
  const parts = inMessages(photos(128), 12288);
  expect(parts.map((part) => part.length)).toEqual([42, 42, 42, 2]);
  expect(parts.flat()).toEqual(photos(128));
});

test('a few numbers each go in one message', () => {
  expect(inMessages(photos(128), 480)).toHaveLength(1);
});

test('a photo larger than a message goes alone, and no photos in no message', () => {
  expect(inMessages(photos(3), 10 ** 6)).toHaveLength(3);
  expect(inMessages([], 12288)).toEqual([]);
});

test('photos that give nothing go together', () => {
  expect(inMessages(photos(5), 0)).toHaveLength(1);
});
