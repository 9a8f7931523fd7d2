import type { Problem } from '../contract.ts';

/** Largest file that is read into memory, in bytes. */
export const largestFile = 400 * 1024 * 1024;
/** Largest picture that is decoded, in pixels: far beyond any camera, and short of filling the memory. */
export const mostPixels = 600_000_000;

const problem = (code: string, message: string, nextStep: string): Problem => ({
  code,
  message,
  nextStep,
});

export const emptyFile = problem(
  'file-empty',
  'This file is empty: it has no picture in it.',
  'Copy it again from the camera or phone, or delete it.',
);

export const notAPicture = problem(
  'not-a-picture',
  'This file is not a picture, though its name looks like one.',
  'Open it in another program to see what it is, or leave it out.',
);

export const truncated = problem(
  'truncated',
  'This picture is damaged: a part of it is missing.',
  'Copy it again from the camera or phone. Other photos are not affected.',
);

export const damaged = problem(
  'damaged',
  'This picture is damaged and cannot be shown.',
  'Copy it again from the camera or phone. Other photos are not affected.',
);

export const tooLarge = problem(
  'too-large',
  'This picture is too large to open safely.',
  'Save a smaller copy of it (below 600 megapixels and 400 MB), then scan again.',
);

const byErrorCode: Record<string, Problem> = {
  ENOENT: problem(
    'file-missing',
    'This photo is not where it was.',
    'If you moved it, scan again: its label comes with it.',
  ),
  ENOTDIR: problem(
    'file-missing',
    'This photo is not where it was.',
    'If you moved it, scan again: its label comes with it.',
  ),
  EACCES: problem(
    'file-unreadable',
    'You are not allowed to read this file.',
    'Change its permissions, or copy it to a folder of your own.',
  ),
  EPERM: problem(
    'file-unreadable',
    'You are not allowed to read this file.',
    'Change its permissions, or copy it to a folder of your own.',
  ),
  EISDIR: problem('is-a-folder', 'This is a folder, not a photo.', 'Drop it as a folder instead.'),
};

/** What a failure of the file system means to the person whose photo it is. */
export const fileProblem = (error: unknown): Problem | null => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  return (
    byErrorCode[code] ??
    problem(
      'read-error',
      `This file could not be read from the disk (${code}).`,
      'Check the disk or the card that it lies on, then try again.',
    )
  );
};

/** What a failure of the decoder means; its own words are English sentences without codes. */
export const decoderProblem = (error: unknown): Problem => {
  const words = error instanceof Error ? error.message : String(error);
  if (/pixel limit|too large|exceeds/i.test(words)) return tooLarge;
  if (/unsupported image format|unknown/i.test(words)) return notAPicture;
  if (/premature end|truncated|unexpected end|out of order|not enough|bad seek/i.test(words)) {
    return truncated;
  }
  if (/heif|compression format has not been built in/i.test(words)) {
    return problem(
      'kind-unsupported',
      'This kind of HEIF picture cannot be read yet.',
      'Save it as JPEG in another program, then scan again.',
    );
  }
  return damaged;
};
