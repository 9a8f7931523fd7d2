import * as m from '../../resources/words/compiled/messages.js';
import type { Problem } from '../../electron/contract.ts';
import { problemWords as wordsOf } from '../../electron/words/index.ts';
import type { ProblemWords } from '../../electron/words/index.ts';

export type { ProblemWords };

// The same problem keeps the same words, so that what shows them is not drawn anew.
const known = new WeakMap<Problem, ProblemWords>();

/** What a notice says, wherever it comes from; `code` is a stable word for tests and styles. */
export interface NoticeWords extends ProblemWords {
  code: string;
}

/** A problem in words; nothing where there is none. */
export function problemWords(problem: Problem): ProblemWords;
export function problemWords(problem: Problem | null | undefined): ProblemWords | undefined;
export function problemWords(problem: Problem | null | undefined): ProblemWords | undefined {
  if (!problem) return undefined;
  const words = known.get(problem) ?? wordsOf(problem);
  known.set(problem, words);
  return words;
}

/** A problem in one run of words: what happened, then what to do next. */
export function problemText(problem: Problem): string {
  const { message, nextStep } = wordsOf(problem);
  return m.ui_problem({ message, nextStep });
}

/** A problem as a notice. */
export function noticeOf(problem: Problem): NoticeWords {
  return { code: problem.code, ...wordsOf(problem) };
}
