import { expect, test } from 'vitest';
import type { ClassifiedPhoto } from '../../../../electron/contract.ts';
import { answerWords, resultsAsCsv } from '../../../../electron/jobs/classify/csv.ts';

function photo(more: Partial<ClassifiedPhoto>): ClassifiedPhoto {
  return {
    id: 1,
    fileName: 'a.jpg',
    path: '/photos/a.jpg',
    modelId: 1,
    modelName: 'First',
    categoryNames: ['Cat', 'Dog'],
    probabilities: [0.9, 0.1],
    problem: null,
    ...more,
  };
}

test('the answer is the likelier kind, and "not sure" below the chosen confidence on either side', () => {
  const answers = [0.9, 0.65, 0.64, 0.5, 0.36, 0.35, 0.1].map((probability) =>
    answerWords(photo({ probabilities: [probability, 1 - probability] }), 0.65),
  );
  expect(answers).toEqual(['Cat', 'Cat', 'not sure', 'not sure', 'not sure', 'Dog', 'Dog']);
});

test('with no middle band an even chance still gets an answer', () => {
  expect(answerWords(photo({ probabilities: [0.5, 0.5] }), 0.5)).toBe('Cat');
});

test('commas, quotes and line breaks in names survive', () => {
  const csv = resultsAsCsv([photo({ fileName: 'a, "b"\n.jpg' })], 0.65);
  expect(csv).toContain('"a, ""b""\n.jpg"');
});

test('each photo is a row, in the order given, failed ones with their reason', () => {
  const failed = photo({
    probabilities: null,
    problem: { code: 'file-empty', parameters: {} },
  });
  const sure = photo({ probabilities: [0.123456789, 0.876543211] });
  const rows = resultsAsCsv([failed, sure], 0.65).split('\r\n');
  expect(rows[0]).toBe(
    '\uFEFFfile,path,answer,model,problem,probability of Cat,probability of Dog',
  );
  expect(rows[1]).toBe('a.jpg,/photos/a.jpg,,First,This file is empty: it has no picture in it.,,');
  expect(rows[2]).toBe('a.jpg,/photos/a.jpg,Dog,First,,0.123457,0.876543');
  expect(rows).toHaveLength(4);
});

test('each kind that any model knows has a column, empty where the model that answered does not know it', () => {
  const flowers = { modelName: 'Flowers', categoryNames: ['Rose', 'Dog', 'Tulip'] };
  const csv = resultsAsCsv(
    [photo({}), photo({ ...flowers, probabilities: [0.3, 0.25, 0.45] })],
    0.4,
  );
  const [header = '', ...rows] = csv.trim().split('\r\n');
  expect(header.split(',').slice(5)).toEqual(
    ['Cat', 'Dog', 'Rose', 'Tulip'].map((kind) => `probability of ${kind}`),
  );
  expect(rows[0]?.split(',').slice(2)).toEqual([
    ...['Cat', 'First', ''],
    ...['0.900000', '0.100000', '', ''],
  ]);
  expect(rows[1]?.split(',').slice(2)).toEqual([
    ...['Tulip', 'Flowers', ''],
    ...['', '0.250000', '0.300000', '0.450000'],
  ]);
});

test('no name of a file, a model or a kind stands there as a formula', () => {
  const csv = resultsAsCsv(
    [
      photo({
        fileName: '=HYPERLINK("x")',
        path: '',
        modelName: '+1',
        categoryNames: ['@a', '-b'],
      }),
    ],
    0.65,
  );
  const [, row] = csv.split('\r\n');
  expect(row).toBe(`"'=HYPERLINK(""x"")",,'@a,'+1,,0.900000,0.100000`);
});
