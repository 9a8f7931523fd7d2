import type { Problem } from '../contract.ts';
import { isCutOff } from './cut-off.ts';
import { kindOf } from './first-bytes.ts';
import { unreadTiff } from './tiff-kind.ts';

/** Largest file that is read into memory, in bytes. */
export const LARGEST_FILE = 300 * 1024 ** 2;
/** Largest picture that is decoded, in pixels: five times what the largest cameras take. */
export const MOST_PIXELS = 500_000_000;

export const emptyFile: Problem = { code: 'file-empty', parameters: {} };
export const isAFolder: Problem = { code: 'is-a-folder', parameters: {} };
export const notAPicture: Problem = { code: 'not-a-picture', parameters: {} };

/** A picture, but of a kind that is not read. */
export function unsupportedKind(kind: string): Problem {
  return {
    code: 'kind-unsupported',
    parameters: { kind },
  };
}

export const isAVideo: Problem = { code: 'is-a-video', parameters: {} };
export const isASound: Problem = { code: 'is-a-sound', parameters: {} };
export const isAnArchive: Problem = { code: 'is-an-archive', parameters: {} };

export function isADocument(kind: string): Problem {
  return {
    code: 'is-a-document',
    parameters: { kind },
  };
}

export const rawWithoutPreview: Problem = { code: 'raw-without-preview', parameters: {} };

export const truncated: Problem = { code: 'truncated', parameters: {} };
export const damaged: Problem = { code: 'damaged', parameters: {} };

/** @param megapixels - The most that is decoded of a picture of that kind. */
export function tooLargeFor(megapixels: number): Problem {
  return { code: 'too-large', parameters: { megapixels, megabytes: LARGEST_FILE / 1024 ** 2 } };
}

export const tooLarge: Problem = tooLargeFor(MOST_PIXELS / 1e6);

/** Longest that a picture may take to be opened, in seconds. */
export const MOST_SECONDS = 10;

export const TAKES_TOO_LONG: Problem = {
  code: 'takes-too-long',
  parameters: { seconds: MOST_SECONDS },
};

const missing: Problem = { code: 'file-missing', parameters: {} };
const unreadable: Problem = { code: 'file-unreadable', parameters: {} };

const byErrorCode: Record<string, Problem> = {
  ENOENT: missing,
  ENOTDIR: missing,
  EACCES: unreadable,
  EPERM: unreadable,
  EISDIR: isAFolder,
};

/** What a failure of the file system means for the photo; null when the error is another one. */
export function fileProblem(error: unknown): Problem | null {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  return byErrorCode[code] ?? { code: 'read-error', parameters: { systemCode: code } };
}

/** By what name to call a picture of a sort that no decoder here reads; null for any that should be read. */
function unreadName(bytes: Buffer): string | null {
  const kind = kindOf(bytes);
  if (kind.is !== 'photo') return null;
  if (kind.format === 'tiff') return unreadTiff(bytes);
  const isAnimatedAvif = kind.format === 'avif' && bytes.toString('latin1', 8, 12) === 'avis';
  return isAnimatedAvif ? 'animated AVIF' : null;
}

/** What a failure of the decoder means: it has no codes, only the sentences of its libraries. */
export function decoderProblem(error: unknown, bytes: Buffer): Problem {
  if (isCutOff(bytes)) return truncated;
  const unread = unreadName(bytes);
  if (unread !== null) return unsupportedKind(unread);
  const words = error instanceof Error ? error.message : String(error);
  if (/^timeout/.test(words)) return TAKES_TOO_LONG;
  if (/pixel limit|dimensions too large/i.test(words)) return tooLarge;
  const isCut = /premature end|unexpected end|truncated|read error at|bad seek|unable to parse/i;
  return isCut.test(words) ? truncated : damaged;
}
