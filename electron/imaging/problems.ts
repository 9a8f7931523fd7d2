import type { Problem } from '../contract.ts';
import { isCutOff } from './cut-off.ts';

/** Largest file that is read into memory, in bytes. */
export const largestFile = 300 * 1024 ** 2;
/** Largest picture that is decoded, in pixels: five times what the largest cameras take. */
export const mostPixels = 500_000_000;

export const emptyFile: Problem = { code: 'file-empty', parameters: {} };
export const isAFolder: Problem = { code: 'is-a-folder', parameters: {} };
export const notAPicture: Problem = { code: 'not-a-picture', parameters: {} };

/** A picture, but of a kind that is not read. */
export const unsupportedKind = (kind: string): Problem => ({
  code: 'kind-unsupported',
  parameters: { kind },
});

export const truncated: Problem = { code: 'truncated', parameters: {} };
export const damaged: Problem = { code: 'damaged', parameters: {} };

export const tooLarge: Problem = {
  code: 'too-large',
  parameters: { megapixels: mostPixels / 1e6, megabytes: largestFile / 1024 ** 2 },
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
export const fileProblem = (error: unknown): Problem | null => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  return byErrorCode[code] ?? { code: 'read-error', parameters: { systemCode: code } };
};

/** What a failure of the decoder means: it has no codes, only the sentences of its libraries. */
export const decoderProblem = (error: unknown, bytes: Buffer): Problem => {
  if (isCutOff(bytes)) return truncated;
  const words = error instanceof Error ? error.message : String(error);
  if (/pixel limit|dimensions too large/i.test(words)) return tooLarge;
  if (/compression format has not been built in|unsupported codec|no decod/i.test(words)) {
    return unsupportedKind('HEIC');
  }
  if (/premature end|unexpected end|truncated|read error|bad seek|unable to parse/i.test(words)) {
    return truncated;
  }
  return damaged;
};
