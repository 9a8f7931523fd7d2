import type { Problem } from '../../contract.ts';

const problem = (code: string, message: string, nextStep: string): Problem => ({
  code,
  message,
  nextStep,
});

const goOn = 'What was fetched so far is kept: press the button again to go on.';

export const offline = problem(
  'download-offline',
  'The internet could not be reached.',
  `Check that this computer is online. ${goOn}`,
);

export const brokenOff = problem('download-broken-off', 'The connection broke off.', goOn);

export const refused = (status: number): Problem =>
  problem(
    'download-refused',
    `The server did not give the file (it answered ${status}).`,
    'Try again later, or drop an ONNX file of your own on this page.',
  );

export const changed = problem(
  'download-changed',
  'What was fetched is not the file that Purrceptron knows, so it was thrown away.',
  'Try again later. If it stays so, look for a newer Purrceptron.',
);

export const unsafe = problem(
  'download-unsafe',
  'The server wanted to hand the file over without encryption, so it was not fetched.',
  'Try again on another network.',
);

export const diskFull = problem(
  'download-disk-full',
  'There is no room left on the disk.',
  `Free some space. ${goOn}`,
);

export const notWritten = (code: string): Problem =>
  problem(
    'download-not-written',
    `The file could not be written (${code}).`,
    'Check that you may write to the folder that Purrceptron keeps its data in, then try again.',
  );

export const cancelled = problem('cancelled', 'Fetching was cancelled.', goOn);
