import type { Problem } from '../contract.ts';
import { isCutOff } from './cut-off.ts';
import { kindOf } from './first-bytes.ts';
import { unreadTiff } from './tiff-kind.ts';

/** Largest file that is read into memory, in bytes. */
export const largestFile = 300 * 1024 ** 2;
/** Largest picture that is decoded, in pixels: five times what the largest cameras take. */
export const mostPixels = 500_000_000;

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

export const isAFolder = problem(
  'is-a-folder',
  'This is a folder, not a photo.',
  'Open the folder instead: its photos are found inside it.',
);

export const notAPicture = problem(
  'not-a-picture',
  'This file is not a picture, though its name looks like one.',
  'Open it in another program to see what it is, or leave it out.',
);

/** A picture, but of a kind that is not read. */
export const unsupportedKind = (kind: string): Problem =>
  problem(
    'kind-unsupported',
    `This is a ${kind} picture, and Purrceptron cannot read that kind.`,
    kind === 'HEIC'
      ? 'Open it on the phone or computer it comes from and export it as JPEG, then scan again.'
      : 'Open it in another program and save it as JPEG or PNG, then scan again.',
  );

export const isAVideo = problem(
  'is-a-video',
  'This is a video, not a photo.',
  'Save single pictures of it as JPEG in a video player, or leave it out.',
);

export const isASound = problem(
  'is-a-sound',
  'This is a sound recording, not a photo.',
  'Leave it out: there is no picture in it.',
);

export const isAnArchive = problem(
  'is-an-archive',
  'This is a packed archive or a document of an office program, not a photo.',
  'If there are photos inside, unpack it first, then scan again.',
);

export const isADocument = (kind: string): Problem =>
  problem(
    'is-a-document',
    `This is a ${kind} document, not a photo.`,
    'Save the pictures in it as JPEG or PNG in another program, then scan again.',
  );

export const truncated = problem(
  'truncated',
  'This picture is damaged: its end is missing.',
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
  'Save a smaller copy of it: at most 500 million pixels and a file of 300 MB. Then scan again.',
);

export const takesTooLong = problem(
  'takes-too-long',
  'This picture takes too long to open: more than 10 seconds.',
  'Save a smaller copy of it as JPEG in another program, then scan again.',
);

const missing = problem(
  'file-missing',
  'This photo is not where it was.',
  'If you moved it, scan again: its label comes with it.',
);

const unreadable = problem(
  'file-unreadable',
  'You are not allowed to read this file.',
  'Change its permissions, or copy it to a folder of your own.',
);

const byErrorCode: Record<string, Problem> = {
  ENOENT: missing,
  ENOTDIR: missing,
  EACCES: unreadable,
  EPERM: unreadable,
  EISDIR: isAFolder,
};

/** What a failure of the file system means for the photo; null when the error is another one. */
export const fileProblem = (error: unknown): Problem | null => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  return (
    byErrorCode[code] ??
    problem(
      'read-error',
      `This file could not be read from the disk (${code}).`,
      'Check the disk or memory card it is on, then try again.',
    )
  );
};

/** By what name to call a picture of a sort that no decoder here reads; null for any that should be read. */
function unreadName(bytes: Buffer): string | null {
  const kind = kindOf(bytes);
  if (kind.is !== 'photo') return null;
  if (kind.format === 'tiff') return unreadTiff(bytes);
  const isAnimatedAvif = kind.format === 'avif' && bytes.toString('latin1', 8, 12) === 'avis';
  return isAnimatedAvif ? 'animated AVIF' : null;
}

/** What a failure of the decoder means: it has no codes, only the sentences of its libraries. */
export const decoderProblem = (error: unknown, bytes: Buffer): Problem => {
  if (isCutOff(bytes)) return truncated;
  const unread = unreadName(bytes);
  if (unread !== null) return unsupportedKind(unread);
  const words = error instanceof Error ? error.message : String(error);
  if (/^timeout/.test(words)) return takesTooLong;
  if (/pixel limit|dimensions too large/i.test(words)) return tooLarge;
  const isCut = /premature end|unexpected end|truncated|read error at|bad seek|unable to parse/i;
  return isCut.test(words) ? truncated : damaged;
};
