import * as m from '../../resources/words/compiled/messages.js';
import type { ClassifyProgress } from '../app/task-views.ts';
import { countOf, inWords, wholeNumber } from '../ui/numbers.ts';
import type { AnswerCounts } from './answers.ts';

/** "12 cats, 9 dogs, 3 not sure, and 1 could not be read" */
export function countWords({ byName, notSure, failed }: AnswerCounts): string {
  const parts = [...byName].map(([name, count]) => countOf(count, name));
  if (notSure > 0) parts.push(m.answers_count_not_sure({ shown: wholeNumber(notSure) }));
  if (failed > 0) parts.push(m.answers_count_failed({ shown: wholeNumber(failed) }));
  return inWords(parts);
}

export function progressWords({ phase, finished, total }: ClassifyProgress): string {
  switch (phase) {
    case 'finding':
      return total === 0
        ? m.answers_progress_finding()
        : m.answers_progress_found({ shown: wholeNumber(total) });
    case 'reading':
      return m.answers_progress_reading({
        finished: wholeNumber(finished),
        count: total,
        shown: wholeNumber(total),
      });
    case 'done':
      return total === 0
        ? m.answers_progress_nothing()
        : m.answers_progress_done({ count: finished, shown: wholeNumber(finished) });
    case 'cancelled':
      return m.answers_progress_cancelled({
        finished: wholeNumber(finished),
        count: total,
        shown: wholeNumber(total),
      });
  }
}
