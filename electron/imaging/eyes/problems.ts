import type { Outcome, Problem } from '../../contract.ts';

const problem = (code: string, message: string, nextStep: string): Problem => ({
  code,
  message,
  nextStep,
});

export const failed = (problem: Problem): Outcome<never> => ({ ok: false, problem });

const anotherEye = 'Choose another eye, or add this one again from its file.';
const anotherFile = 'Choose another file: an ONNX network that looks at photos.';

export const eyeMissing = problem(
  'eye-missing',
  'The file of this eye is gone, so nothing can be seen through it.',
  anotherEye,
);

export const eyeChanged = problem(
  'eye-changed',
  'The file of this eye is not the one that was added, so it is not used.',
  anotherEye,
);

export const eyeBroken = problem(
  'eye-broken',
  'This eye cannot be used: its file is damaged, or no network that can be run here.',
  anotherEye,
);

export const noRuntime = problem(
  'eye-without-runtime',
  'What eyes like this one run on could not be started on this computer.',
  'Choose Pixels or Shapes, which need nothing else. Starting Purrceptron again may help.',
);

export const eyeNotFinite = problem(
  'eye-not-finite',
  'This eye gave something for a photo that is not a number.',
  'Choose another way to hand over the pixels (the preset), or another eye.',
);

export const eyeUnsteady = problem(
  'eye-unsteady',
  'This network gives other numbers when it sees the same picture again, so nothing can be learned from them.',
  anotherFile,
);

/** A network that runs, but not as an eye. */
export const eyeUnsuitable = (why: string): Problem =>
  problem('eye-unsuitable', `This network cannot be used as an eye: ${why}.`, anotherFile);
