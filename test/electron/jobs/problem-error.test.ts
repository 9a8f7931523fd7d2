import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError, problemOf, unwrap } from '../../../electron/jobs/problem-error.ts';
import type { Problem } from '../../../electron/contract.ts';
import { problemWords } from '../../../electron/words/index.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

const PROBLEM: Problem = { code: 'read-error', parameters: { systemCode: 'EIO' } };

test('an expected failure keeps its code and parameters', () => {
  expect(problemOf(new ProblemError(PROBLEM))).toEqual(PROBLEM);
  expect(() => unwrap({ ok: false, problem: PROBLEM })).toThrow(ProblemError);
  expect(unwrap({ ok: true, value: 7 })).toBe(7);
  expect(console.error).not.toHaveBeenCalled();
});

test('a full or locked disk is told as such, by whichever layer found it', () => {
  expect(problemOf(new Error('database or disk is full')).code).toBe('disk-full');
  expect(problemOf(new Error("ENOSPC: no space left on device, write '/x'")).code).toBe(
    'disk-full',
  );
  expect(problemOf(new Error('attempt to write a readonly database')).code).toBe('cannot-write');
});

test('a bug is logged, and told without promising what nobody knows', () => {
  const shown = problemOf(new TypeError('x is not a function'));
  expect(shown.code).toBe('unexpected');
  expect(problemWords(shown).message).toContain('not done');
  expect(console.error).toHaveBeenCalledOnce();
});
