import { expect, it } from 'vitest';
import { toCsv } from '../../../electron/contract/csv.ts';

it('gives a table as spreadsheets read it', () => {
  expect(
    toCsv(
      ['kind', 'share'],
      [
        ['cat', 0.5],
        ['dog, "big"', 1234.5],
        ['two\nlines', null],
      ],
    ),
  ).toBe('kind,share\r\ncat,0.5\r\n"dog, ""big""",1234.5\r\n"two\nlines",\r\n');
});

it('hands no formula to a spreadsheet, but numbers below zero as they are', () => {
  const dangerous = ['=1+1', '+1', '-1', '@sum', '\tx', '\rx'];
  for (const text of dangerous) expect(toCsv([], [[text]])).toContain(`'${text}`);
  expect(toCsv([], [[-1, Infinity]])).toBe('\r\n-1,\r\n');
});
