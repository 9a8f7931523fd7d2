import type { Problem } from '../../contract.ts';
import { FEWEST_OF_A_KIND } from '../../contract/limits.ts';
import { ProblemError } from '../problem-error.ts';

/** @throws ProblemError unless there are enough photos of each kind. */
export function refuseTooFew(labelCounts: readonly number[]): void {
  if (Math.min(...labelCounts) >= FEWEST_OF_A_KIND) return;
  throw new ProblemError({ code: 'too-few-labels', parameters: { fewest: FEWEST_OF_A_KIND } });
}

export const alreadyTraining: Problem = { code: 'training-already', parameters: {} };

export const noEyeWorked: Problem = { code: 'no-eye-worked', parameters: {} };

export const needsPixels: Problem = { code: 'needs-pixels', parameters: {} };

export const crashedTwice: Problem = { code: 'training-crashed', parameters: {} };
