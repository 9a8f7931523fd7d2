import { median } from '../statistics.ts';
import type { Score } from './compare.ts';

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean and standard deviation, with the lowest and the highest, of the accuracy; and the time to learn. */
function told({ accuracies, seconds }: Score): string {
  const middle = mean(accuracies);
  const squares = accuracies.map((accuracy) => (accuracy - middle) ** 2);
  const spread = Math.sqrt(mean(squares) * (squares.length / Math.max(1, squares.length - 1)));
  const range = `${percent(Math.min(...accuracies))}–${percent(Math.max(...accuracies))}`;
  return `${percent(middle)}% ± ${percent(spread)} (${range}), ${median(seconds).toFixed(1)} s`;
}

/** One contestant a row, one number of labelled photos a column; for a terminal and for Markdown alike. */
export function tableOfScores(scores: readonly Score[]): string {
  const sizes = [...new Set(scores.map(({ perKind }) => perKind))];
  const names = [...new Set(scores.map(({ name }) => name))];
  const rows = names.map((name) => {
    const found = sizes.map((size) =>
      scores.find((score) => score.name === name && score.perKind === size),
    );
    return [name, ...found.map((score) => (score ? told(score) : ''))];
  });
  const testedWith = (size: number) => scores.find(({ perKind }) => perKind === size)?.tested ?? 0;
  const lines = [
    ['', ...sizes.map((size) => `${size} a kind, ${testedWith(size)} tested`)],
    ...rows,
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head, ...body] = lines.map(line);
  return [head, rule, ...body].join('\n');
}
