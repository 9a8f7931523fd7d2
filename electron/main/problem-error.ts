import type { Outcome, Problem } from '../contract.ts';

/** Carries an expected failure up to the window, which shows its message and next step. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export const unwrap = <Value>(outcome: Outcome<Value>): Value => {
  if (!outcome.ok) throw new ProblemError(outcome.problem);
  return outcome.value;
};

/** The problem to show for anything that was thrown; what nobody expected is also logged. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  console.error(error);
  return {
    code: 'unexpected',
    message: 'Something went wrong inside Purrceptron. Your labels are safe.',
    nextStep: 'Try again. If it keeps happening, close the app and open it again.',
  };
};
