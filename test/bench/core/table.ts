import { median, ratios } from '../statistics.ts';
import { columns, format, spread } from '../table.ts';
import type { Result } from './contest.ts';
import { describeWorkload, operationsOf } from './workloads.ts';
import type { Workload } from './workloads.ts';

/** Costs that differ by a larger share are not of the same training. */
const tolerance = { float32: 1e-4, float64: 1e-9 };

const verdict = ({ contestant }: Result, ratio: number | null): string => {
  const { target } = contestant;
  if (target === undefined || ratio === null) return '';
  return `≤ ${format('×', target)}, ${ratio <= target ? 'met' : 'MISSED'}`;
};

const costCheck = (
  { contestant, cost }: Result,
  expected: number,
  { precision }: Workload,
): string => {
  if (contestant.otherCost !== undefined) return `not compared: ${contestant.otherCost}`;
  if (cost === null) return '';
  const difference = Math.abs(cost - expected) / expected;
  const told = difference === 0 ? 'same' : `within ${difference.toExponential(0)}`;
  return difference <= tolerance[precision] ? told : `ANOTHER COST: ${cost}, not ${expected}`;
};

/** The ratio of each round to that of another contestant in the same round; null where one is missing. */
const ratiosTo = (result: Result | undefined, other: Result | undefined): number[] | null => {
  if (!result || !other || result.samples.length === 0 || other.samples.length === 0) return null;
  return ratios(result.samples, other.samples);
};

type Role = NonNullable<Result['contestant']['role']>;

const inRole = (results: readonly Result[], role: Role): Result | undefined =>
  results.find(({ contestant }) => contestant.role === role);

/** How many times as fast our best with one thread is as others, and is to be. */
const speedups = (results: readonly Result[]): string => {
  const others: [role: Role, wanted: number][] = [
    ['naive', 25],
    ['tensorflow', 3],
  ];
  const told = others.flatMap(([role, wanted]) => {
    const other = inRole(results, role);
    const all = ratiosTo(other, inRole(results, 'ours'));
    if (other === undefined || all === null) return [];
    const times = median(all);
    const judged = times >= wanted ? 'met' : 'MISSED';
    return [`${times.toFixed(1)}× as fast as ${other.contestant.name} (≥ ${wanted}×, ${judged})`];
  });
  const name = inRole(results, 'ours')?.contestant.name;
  return told.length === 0 ? '' : `\n${name}: ${told.join('; ')}`;
};

/**
 * One row a contestant: time, GFLOP/s, the ratio to NumPy with one thread, and how far its cost is from
 * `expected`, ours in float64.
 */
export const contestTable = (
  workload: Workload,
  results: readonly Result[],
  expected: number,
): string => {
  const baseline = inRole(results, 'baseline');
  const rows = results.map((result) => {
    const { contestant, samples, missing } = result;
    if (missing !== null) return [contestant.name, missing, '', '', '', ''];
    const all = ratiosTo(result, baseline);
    const ratio = all === null ? null : median(all);
    return [
      contestant.name,
      spread('ms', samples),
      contestant.hasOtherOperations
        ? ''
        : (operationsOf(workload) / median(samples) / 1e6).toFixed(1),
      ratio === null ? '' : format('×', ratio),
      verdict(result, ratio),
      costCheck(result, expected, workload),
    ];
  });
  const cost = `cost after ${workload.checkedSteps} steps`;
  const head = ['', 'median (lowest–highest)', 'GFLOP/s', 'to NumPy', 'target', cost];
  return `${workload.name}: ${describeWorkload(workload)}\n${columns([head, ...rows])}${speedups(results)}`;
};
