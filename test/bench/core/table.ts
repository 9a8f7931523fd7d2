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
  return `≤ ${target}×, ${ratio <= target ? 'met' : 'MISSED'}`;
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

/** The ratio of each round to the baseline's same round; null without a baseline. */
export const ratiosTo = (result: Result, results: readonly Result[]): number[] | null => {
  const baseline = results.find(({ contestant }) => contestant.isBaseline === true);
  const isMeasured = result.samples.length > 0 && baseline?.samples.length;
  return isMeasured ? ratios(result.samples, baseline.samples) : null;
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
  const rows = results.map((result) => {
    const { contestant, samples, missing } = result;
    if (missing !== null) return [contestant.name, missing, '', '', '', ''];
    const all = ratiosTo(result, results);
    const ratio = all === null ? null : median(all);
    return [
      contestant.name,
      spread('ms', samples),
      (operationsOf(workload) / median(samples) / 1e6).toFixed(1),
      ratio === null ? '' : format('×', ratio),
      verdict(result, ratio),
      costCheck(result, expected, workload),
    ];
  });
  const cost = `cost after ${workload.checkedSteps} steps`;
  const head = ['', 'median (lowest–highest)', 'GFLOP/s', 'to NumPy', 'target', cost];
  return `${workload.name}: ${describeWorkload(workload)}\n${columns([head, ...rows])}`;
};
