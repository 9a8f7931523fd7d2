import { ProblemError } from '../problem-error.ts';

/** Fewer photos of a kind than this teach nothing that could be checked. */
const fewestOfAKind = 5;

/** @throws ProblemError unless there are enough photos of both kinds. */
export const refuseTooFew = (count: number, firstCount: number): void => {
  if (Math.min(firstCount, count - firstCount) >= fewestOfAKind) return;
  throw new ProblemError({
    code: 'too-few-labels',
    message: `Training needs at least ${fewestOfAKind} readable photos of each kind.`,
    nextStep: 'Label some more photos, then train again.',
  });
};

export const alreadyTraining = {
  code: 'training-already',
  message: 'A training is running already.',
  nextStep: 'Wait until it is done, or cancel it first.',
};

export const noEyeWorked = {
  code: 'no-eye-worked',
  message: 'The photos could not be looked at through any of the eyes.',
  nextStep: 'Check that the photos are still there, then train again.',
};

export const needsPixels = {
  code: 'needs-pixels',
  message: 'A convolutional network looks at the pixels themselves, and not through another eye.',
  nextStep: 'Choose the eye “Pixels”, or the other kind of network.',
};

export const crashedTwice = {
  code: 'training-crashed',
  message: 'The part of Purrceptron that trains stopped on its own, twice.',
  nextStep:
    'Close other programs to free some memory, or choose a smaller network, then try again.',
};
