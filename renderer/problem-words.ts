import type { Problem } from '../electron/contract.ts';
import { problemWords as wordsOf } from '../electron/words/index.ts';
import type { ProblemWords } from '../electron/words/index.ts';

/** What a notice says, wherever it comes from; `code` is a stable word for tests and styles. */
export interface NoticeWords extends ProblemWords {
  code: string;
}

/** A problem in words; nothing where there is none. */
export function problemWords(problem: Problem): ProblemWords;
export function problemWords(problem: Problem | null | undefined): ProblemWords | undefined;
export function problemWords(problem: Problem | null | undefined): ProblemWords | undefined {
  return problem ? wordsOf(problem) : undefined;
}

/** A problem in one run of words: what happened, then what to do next. */
export function problemText(problem: Problem): string {
  const { message, nextStep } = wordsOf(problem);
  return `${message} ${nextStep}`;
}

/** A problem as a notice. */
export function noticeOf(problem: Problem): NoticeWords {
  return { code: problem.code, ...wordsOf(problem) };
}
