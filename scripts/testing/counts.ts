/** How many tests passed, failed and were skipped. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** The last line of a run: `12 passed, 0 failed`, and `, 3 skipped` if there were any. */
export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A check that passes or fails as a whole. */
export function countOne(exitCode: number): Counts {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : { passed: 0, failed: 1, skipped: 0 };
}

function parse(report: string): unknown {
  try {
    return JSON.parse(report);
  } catch {
    return null;
  }
}

function partOf(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null ? Reflect.get(record, name) : undefined;
}

function numberIn(record: unknown, name: string): number {
  const value = partOf(record, name);
  return typeof value === 'number' ? value : 0;
}

/** A run that broke outside any test, or before its report, counts as failed. */
function withExitCode(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** What vitest's JSON report counts. */
export function countVitest(report: string, exitCode: number): Counts {
  const run = parse(report);
  const counts = {
    passed: numberIn(run, 'numPassedTests'),
    failed: numberIn(run, 'numFailedTests'),
    skipped: numberIn(run, 'numPendingTests') + numberIn(run, 'numTodoTests'),
  };
  return withExitCode(counts, exitCode);
}

/** What Playwright's JSON report counts; a test that passed on the second attempt counts as passed. */
export function countPlaywright(report: string, exitCode: number): Counts {
  const stats = partOf(parse(report), 'stats');
  const counts = {
    passed: numberIn(stats, 'expected') + numberIn(stats, 'flaky'),
    failed: numberIn(stats, 'unexpected'),
    skipped: numberIn(stats, 'skipped'),
  };
  return withExitCode(counts, exitCode);
}
