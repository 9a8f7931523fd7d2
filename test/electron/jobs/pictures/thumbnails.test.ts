import { expect, test } from 'vitest';
import { Thumbnails } from '../../../../electron/jobs/pictures/thumbnails.ts';

/** A library whose answers come when they are let go; odd photos have no picture. */
function slowLibrary() {
  const asked: number[][] = [];
  const answers: { settle: () => void; fail: () => void }[] = [];
  const call = (_name: string, { photoIds }: { photoIds: number[] }) => {
    asked.push(photoIds);
    return new Promise((resolve, reject) => {
      answers.push({
        settle: () => resolve(photoIds.map((id) => (id % 2 ? null : Uint8Array.of(id)))),
        fail: () => reject(new Error('The library is gone')),
      });
    });
  };
  const answer = async (how: 'settle' | 'fail' = 'settle') => {
    answers.shift()?.[how]();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, answer, thumbnails: new Thumbnails({ call } as never) };
}

test('the first is asked for at once, and those that follow go together', async () => {
  const { asked, answer, thumbnails } = slowLibrary();
  const found = Promise.all([2, 3, 4, 5].map((id) => thumbnails.find(id)));
  expect(asked).toEqual([[2]]);
  await answer();
  expect(asked).toEqual([[2], [3, 4, 5]]);
  await answer();
  expect(await found).toEqual([Uint8Array.of(2), null, Uint8Array.of(4), null]);
  void thumbnails.find(6);
  expect(asked.at(-1)).toEqual([6]);
});

test('at most sixteen go together', async () => {
  const { asked, answer, thumbnails } = slowLibrary();
  const ids = Array.from({ length: 40 }, (_, id) => id);
  const found = Promise.all(ids.map((id) => thumbnails.find(id)));
  for (let i = 0; i < 4; i++) await answer();
  expect(asked.map(({ length }) => length)).toEqual([1, 16, 16, 7]);
  expect(asked.flat()).toEqual(ids);
  expect((await found)[38]).toEqual(Uint8Array.of(38));
});

test('an answer that fails costs those who waited for it and nobody else', async () => {
  const { answer, thumbnails } = slowLibrary();
  const first = expect(thumbnails.find(2)).rejects.toThrow('The library is gone');
  const second = thumbnails.find(4);
  await answer('fail');
  await first;
  await answer();
  expect(await second).toEqual(Uint8Array.of(4));
});
