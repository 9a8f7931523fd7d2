import type { ClassifiedPhoto } from '../../electron/contract.ts';
import { answerOf, confidenceOf, likeliestOf } from '../../electron/contract/answers.ts';

export type SortOrder = 'added' | 'surest' | 'least-sure' | 'name';
export type AnswerFilter = 'all' | 'sure' | 'not-sure' | 'failed';

/** What a network's probabilities mean to a person. */
export type Answer =
  | { kind: 'sure' | 'not-sure'; position: number; name: string; confidence: number }
  | { kind: 'failed' };

/**
 * The answer for one photo. Where it is "not sure", `position` and `name` are of the kind that is likeliest all
 * the same; `confidence` is its probability.
 */
export function answerFor(
  { probabilities, categoryNames }: ClassifiedPhoto,
  notSureBelow: number,
): Answer {
  if (probabilities === null) return { kind: 'failed' };
  const kind = answerOf(probabilities, notSureBelow) === 'not-sure' ? 'not-sure' : 'sure';
  const position = likeliestOf(probabilities);
  const confidence = confidenceOf(probabilities);
  return { kind, position, name: categoryNames[position] ?? '', confidence };
}

export interface AnswerCounts {
  /** Sure answers by category name, in the order in which the names first came. */
  byName: Map<string, number>;
  notSure: number;
  failed: number;
}

export function countAnswers(
  photos: readonly ClassifiedPhoto[],
  notSureBelow: number,
): AnswerCounts {
  const counts: AnswerCounts = { byName: new Map(), notSure: 0, failed: 0 };
  for (const photo of photos) {
    for (const name of photo.categoryNames) {
      if (!counts.byName.has(name)) counts.byName.set(name, 0);
    }
    const answer = answerFor(photo, notSureBelow);
    if (answer.kind === 'failed') counts.failed++;
    else if (answer.kind === 'not-sure') counts.notSure++;
    else counts.byName.set(answer.name, (counts.byName.get(answer.name) ?? 0) + 1);
  }
  return counts;
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Unreadable photos have no confidence: they come last, whichever way the sure ones run. */
function bySureness(direction: 1 | -1) {
  return (a: ClassifiedPhoto, b: ClassifiedPhoto) => {
    if (a.probabilities === null || b.probabilities === null) {
      return Number(a.probabilities === null) - Number(b.probabilities === null);
    }
    return direction * (confidenceOf(b.probabilities) - confidenceOf(a.probabilities));
  };
}

const comparisons: Record<
  Exclude<SortOrder, 'added'>,
  (a: ClassifiedPhoto, b: ClassifiedPhoto) => number
> = {
  surest: bySureness(1),
  'least-sure': bySureness(-1),
  name: (a, b) => byName.compare(a.fileName, b.fileName),
};

/** The photos that pass the filter, in the asked order; what ties keeps the order it came in. */
export function arrange(
  photos: readonly ClassifiedPhoto[],
  sort: SortOrder,
  filter: AnswerFilter,
  notSureBelow: number,
): readonly ClassifiedPhoto[] {
  const shown =
    filter === 'all'
      ? [...photos]
      : photos.filter((photo) => answerFor(photo, notSureBelow).kind === filter);
  return sort === 'added' ? shown : shown.sort(comparisons[sort]);
}
