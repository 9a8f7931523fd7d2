import type { Row } from './bench.ts';
import { median } from './statistics.ts';

function digits(unit: Row['unit'], value: number): number {
  if (unit === '×') return 2;
  return Math.abs(value) < 100 ? 1 : 0;
}

export function format(unit: Row['unit'], value: number): string {
  return `${value.toFixed(digits(unit, value))}${unit === '×' ? '×' : ` ${unit}`}`;
}

/** A median with the lowest and the highest value beside it. */
export function spread(unit: Row['unit'], samples: readonly number[]): string {
  const low = format(unit, Math.min(...samples)).replace(/[^\d.]+$/, '');
  return `${format(unit, median(samples))} (${low}–${format(unit, Math.max(...samples))})`;
}

function judged({ judgedBy, samples }: Row): number {
  return judgedBy === 'worst' ? Math.max(...samples) : median(samples);
}

/** Null for a row without a target. */
export function isMet(row: Row): boolean | null {
  return row.target === null ? null : judged(row) <= row.target;
}

function verdict(row: Row): string {
  const met = isMet(row);
  if (met === null) return '';
  return met ? 'met' : 'MISSED';
}

function wanted({ target, unit, judgedBy }: Row): string {
  return target === null
    ? ''
    : `≤ ${target}${unit === '×' ? '×' : ` ${unit}`}${judgedBy === 'worst' ? ', worst' : ''}`;
}

/** Lines of cells, one column under the other. */
export function columns(cells: readonly (readonly string[])[]): string {
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
}

/** Medians with the lowest and highest value, one row a line. */
export function tableOf(rows: readonly Row[]): string {
  return columns([
    ['', 'median (lowest–highest)', 'target', '', ''],
    ...rows.map((row) => [
      row.name,
      spread(row.unit, row.samples),
      wanted(row),
      verdict(row),
      row.detail,
    ]),
  ]);
}
