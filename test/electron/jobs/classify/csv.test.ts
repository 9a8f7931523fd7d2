import { expect, test } from 'vitest';
import type { ClassifiedPhoto } from '../../../../electron/contract.ts';
import { answerOf, resultsAsCsv } from '../../../../electron/jobs/classify/csv.ts';

function photo(more: Partial<ClassifiedPhoto>): ClassifiedPhoto {
  return {
    id: 1,
    fileName: 'a.jpg',
    path: '/photos/a.jpg',
    modelId: 1,
    modelName: 'First',
    categoryNames: ['Cat', 'Dog'],
    probability: 0.9,
    problem: null,
    ...more,
  };
}

test('the answer is the likelier kind, and "not sure" below the chosen confidence on either side', () => {
  const answers = [0.9, 0.65, 0.64, 0.5, 0.36, 0.35, 0.1].map((probability) =>
    answerOf(photo({ probability }), 0.65),
  );
  expect(answers).toEqual(['Cat', 'Cat', 'not sure', 'not sure', 'not sure', 'Dog', 'Dog']);
});

test('with no middle band an even chance still gets an answer', () => {
  expect(answerOf(photo({ probability: 0.5 }), 0.5)).toBe('Cat');
});

test('commas, quotes and line breaks in names survive', () => {
  const csv = resultsAsCsv([photo({ fileName: 'a, "b"\n.jpg' })], 0.65);
  expect(csv).toContain('"a, ""b""\n.jpg"');
});

test('each photo is a row, in the order given, failed ones with their reason', () => {
  const failed = photo({
    probability: null,
    problem: { code: 'file-empty', parameters: {} },
  });
  const rows = resultsAsCsv([failed, photo({ probability: 0.123456789 })], 0.65).split('\r\n');
  expect(rows[0]?.startsWith('\uFEFFfile,')).toBe(true);
  expect(rows[1]).toBe(
    'a.jpg,/photos/a.jpg,,Cat,,First,This file is empty: it has no picture in it.',
  );
  expect(rows[2]).toBe('a.jpg,/photos/a.jpg,Dog,Cat,0.123457,First,');
  expect(rows).toHaveLength(4);
});
