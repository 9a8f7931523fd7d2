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

/** What a disk says when it cannot take any more, by the words of SQLite and of the system. */
const diskProblems: [words: RegExp, problem: Problem][] = [
  [
    /ENOSPC|EDQUOT|disk is full/,
    {
      code: 'disk-full',
      message: 'The disk is full, so this could not be saved.',
      nextStep: 'Make some room on the disk, then do it once more.',
    },
  ],
  [
    /EACCES|EPERM|EROFS|readonly database/,
    {
      code: 'cannot-write',
      message: 'Purrceptron may not write to its folder, so this could not be saved.',
      nextStep: 'Allow writing to the folder that “About” names, then do it once more.',
    },
  ],
];

/** The problem to show for anything that was thrown; what nobody expected is also logged. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  console.error(error);
  const words = error instanceof Error ? error.message : String(error);
  const known = diskProblems.find(([pattern]) => pattern.test(words));
  if (known !== undefined) return known[1];
  return {
    code: 'unexpected',
    message: 'Something went wrong inside Purrceptron, and this was not done.',
    nextStep: 'Try again. If it keeps happening, close the app and open it again.',
  };
};
