import type { Outcome, Problem } from '../contract.ts';

/** Carries an expected failure up to the window, which tells it in words. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} ${JSON.stringify(problem.parameters)}`);
    this.problem = problem;
  }
}

export function unwrap<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new ProblemError(outcome.problem);
  return outcome.value;
}

/** What was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** What a disk says when it cannot take any more, by the words of SQLite and of the system. */
const diskProblems: [words: RegExp, problem: Problem][] = [
  [/ENOSPC|EDQUOT|disk is full/, { code: 'disk-full', parameters: {} }],
  [/EACCES|EPERM|EROFS|readonly database/, { code: 'cannot-write', parameters: {} }],
];

/** The problem to show for anything that was thrown; what nobody expected is also logged. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  console.error(error);
  const { message } = asError(error);
  const known = diskProblems.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return known[1];
  return { code: 'unexpected', parameters: {} };
}
