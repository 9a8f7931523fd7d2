import type { ClassifyProgress } from './task-views.ts';
import { countOf, inWords, wholeNumber } from '../numbers.ts';
import type { AnswerCounts } from './answers.ts';

/** "12 cats, 9 dogs, 3 not sure, and 1 could not be read" */
export function countWords({ byName, notSure, failed }: AnswerCounts): string {
  const parts = [...byName].map(([name, count]) => countOf(count, name));
  if (notSure > 0) parts.push(`${wholeNumber(notSure)} not sure`);
  if (failed > 0) parts.push(`${wholeNumber(failed)} could not be read`);
  return inWords(parts);
}

export function progressWords({ phase, finished, total }: ClassifyProgress): string {
  switch (phase) {
    case 'finding':
      return total === 0 ? 'Looking for photos' : `Looking for photos: ${wholeNumber(total)} found`;
    case 'reading':
      return `Looked at ${wholeNumber(finished)} of ${countOf(total, 'photo')}`;
    case 'done':
      return total === 0 ? 'No photos were found there.' : `Done: ${countOf(finished, 'photo')}`;
    case 'cancelled':
      return `Stopped after ${wholeNumber(finished)} of ${countOf(total, 'photo')}`;
  }
}
