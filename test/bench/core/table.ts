import { median, ratios } from '../statistics.ts';
import { columns, format, spread } from '../table.ts';
import type { Result } from './contest.ts';
import { describeWorkload, operationsOf } from './workloads.ts';
import type { Workload } from './workloads.ts';

/** Costs that differ by a larger share are not of the same training. */
const TOLERANCE = { float32: 1e-4, float64: 1e-9 };

function verdict({ contestant }: Result, ratio: number | null): string {
  const { target } = contestant;
  if (target === undefined || ratio === null) return '';
  return `≤ ${format('×', target)}, ${ratio <= target ? 'met' : 'MISSED'}`;
}

function costCheck(
  { contestant, cost }: Result,
  expected: number,
  { precision }: Workload,
): string {
  if (contestant.otherCost !== undefined) return `not compared: ${contestant.otherCost}`;
  if (cost === null) return '';
  const difference = Math.abs(cost - expected) / expected;
  const told = difference === 0 ? 'same' : `within ${difference.toExponential(0)}`;
  return difference <= TOLERANCE[precision] ? told : `ANOTHER COST: ${cost}, not ${expected}`;
}

/** The median of the ratios to another contestant in the same round; null where one is missing. */
function ratioTo(
  result: Result | undefined,
  other: Result | undefined,
  which: 'samples' | 'processorSamples' = 'samples',
): number | null {
  if (!result || !other || result.samples.length === 0 || other.samples.length === 0) return null;
  return median(ratios(result[which], other[which]));
}

function tellRatio(ratio: number | null): string {
  return ratio === null ? '' : format('×', ratio);
}

type Role = NonNullable<Result['contestant']['role']>;

function inRole(results: readonly Result[], role: Role): Result | undefined {
  return results.find(({ contestant }) => contestant.role === role);
}

/** How many times faster our best with one thread is than the others, and the target. */
function speedups(results: readonly Result[]): string {
  const others: [role: Role, wanted: number][] = [
    ['naive', 25],
    ['tensorflow', 3],
  ];
  const told = others.flatMap(([role, wanted]) => {
    const other = inRole(results, role);
    const times = ratioTo(other, inRole(results, 'ours'));
    if (other === undefined || times === null) return [];
    const judged = times >= wanted ? 'met' : 'MISSED';
    return [`${times.toFixed(1)}× as fast as ${other.contestant.name} (≥ ${wanted}×, ${judged})`];
  });
  const name = inRole(results, 'ours')?.contestant.name;
  return told.length === 0 ? '' : `\n${name}: ${told.join('; ')}`;
}

/**
 * One row a contestant: time, GFLOP/s, the ratio to NumPy with one thread, the same ratio of the time that
 * processors spent, and how far its cost is from `expected`, ours in float64.
 */
export function contestTable(
  workload: Workload,
  results: readonly Result[],
  expected: number,
): string {
  const baseline = inRole(results, 'baseline');
  const rows = results.map((result) => {
    const { contestant, samples, missing } = result;
    if (missing !== null) return [contestant.name, missing];
    const ratio = ratioTo(result, baseline);
    return [
      contestant.name,
      spread('ms', samples),
      contestant.hasOtherOperations
        ? ''
        : (operationsOf(workload) / median(samples) / 1e6).toFixed(1),
      tellRatio(ratio),
      verdict(result, ratio),
      tellRatio(ratioTo(result, baseline, 'processorSamples')),
      costCheck(result, expected, workload),
    ];
  });
  const cost = `cost after ${workload.checkedSteps} steps`;
  const head = [
    '',
    'median (lowest–highest)',
    'GFLOP/s',
    'to NumPy',
    'target',
    'processor time',
    cost,
  ];
  return `${workload.name}: ${describeWorkload(workload)}\n${columns([head, ...rows])}${speedups(results)}`;
}
