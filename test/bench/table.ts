import type { Row } from './bench.ts';
import { median } from './statistics.ts';

const digits = (unit: Row['unit'], value: number): number => {
  if (unit === '×') return 2;
  return Math.abs(value) < 100 ? 1 : 0;
};

export const format = (unit: Row['unit'], value: number): string =>
  `${value.toFixed(digits(unit, value))}${unit === '×' ? '×' : ` ${unit}`}`;

/** A median with the lowest and the highest value beside it. */
export const spread = (unit: Row['unit'], samples: readonly number[]): string => {
  const low = format(unit, Math.min(...samples)).replace(/[^\d.]+$/, '');
  return `${format(unit, median(samples))} (${low}–${format(unit, Math.max(...samples))})`;
};

const judged = ({ judgedBy, samples }: Row): number =>
  judgedBy === 'worst' ? Math.max(...samples) : median(samples);

/** Null for a row without a target. */
export const isMet = (row: Row): boolean | null =>
  row.target === null ? null : judged(row) <= row.target;

const verdict = (row: Row): string => {
  const met = isMet(row);
  if (met === null) return '';
  return met ? 'met' : 'MISSED';
};

const wanted = ({ target, unit, judgedBy }: Row): string =>
  target === null
    ? ''
    : `≤ ${target}${unit === '×' ? '×' : ` ${unit}`}${judgedBy === 'worst' ? ', worst' : ''}`;

/** Lines of cells, one column under the other. */
export const columns = (cells: readonly (readonly string[])[]): string => {
  const last = Math.max(...cells.map((line) => line.length)) - 1;
  const widths = Array.from({ length: last }, (_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  return cells
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** Medians with the lowest and highest value, one row a line. */
export const tableOf = (rows: readonly Row[]): string =>
  columns([
    ['', 'median (lowest–highest)', 'target', '', ''],
    ...rows.map((row) => [
      row.name,
      spread(row.unit, row.samples),
      wanted(row),
      verdict(row),
      row.detail,
    ]),
  ]);
