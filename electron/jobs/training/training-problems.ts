import type { Problem } from '../../contract.ts';
import { ProblemError } from '../problem-error.ts';

/** Fewer photos of a kind than this teach nothing that could be checked. */
const fewestOfAKind = 5;

/** @throws ProblemError unless there are enough photos of both kinds. */
export const refuseTooFew = (count: number, firstCount: number): void => {
  if (Math.min(firstCount, count - firstCount) >= fewestOfAKind) return;
  throw new ProblemError({ code: 'too-few-labels', parameters: { fewest: fewestOfAKind } });
};

export const alreadyTraining: Problem = { code: 'training-already', parameters: {} };

export const noEyeWorked: Problem = { code: 'no-eye-worked', parameters: {} };

export const needsPixels: Problem = { code: 'needs-pixels', parameters: {} };

export const crashedTwice: Problem = { code: 'training-crashed', parameters: {} };
