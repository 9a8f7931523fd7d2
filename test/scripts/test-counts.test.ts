import { describe, expect, it } from 'vitest';
import {
  add,
  countOne,
  countPlaywright,
  countVitest,
  summary,
} from '../../scripts/testing/counts.ts';

describe('the last line of npm test', () => {
  it('names what was skipped only where something was', () => {
    expect(summary({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(summary({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('counts a whole check as one test', () => {
    expect(summary(add(countOne(0), countOne(2)))).toBe('1 passed, 1 failed');
  });

  it('counts what vitest reports', () => {
    const report = JSON.stringify({
      numPassedTests: 40,
      numFailedTests: 2,
      numPendingTests: 3,
      numTodoTests: 1,
    });
    expect(countVitest(report, 1)).toEqual({ passed: 40, failed: 2, skipped: 4 });
  });

  it('counts what Playwright reports', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 };
    const counts = countPlaywright(JSON.stringify({ stats }), 1);
    expect(counts).toEqual({ passed: 8, failed: 1, skipped: 2 });
  });

  it.each([countVitest, countPlaywright])('counts a run without a report as failed', (count) => {
    expect(count('', 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(count('{"half', 1).failed).toBe(1);
  });

  it('counts a file that could not be loaded as failed, though no test in it did', () => {
    const report = JSON.stringify({ numPassedTests: 5, numFailedTests: 0 });
    expect(countVitest(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });
});
