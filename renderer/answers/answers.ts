import type { ClassifiedPhoto } from '../../electron/contract.ts';

export type SortOrder = 'added' | 'surest' | 'least-sure' | 'name';
export type AnswerFilter = 'all' | 'sure' | 'not-sure' | 'failed';

/** What a network's probability means to a person. */
export type Answer =
  | { kind: 'sure'; position: 0 | 1; name: string; confidence: number }
  | { kind: 'not-sure'; position: 0 | 1; name: string; confidence: number }
  | { kind: 'failed' };

/**
 * The answer for one photo. `confidence` is max(p, 1 − p) with p the probability of the first
 * category; below `notSureBelow` the answer is "not sure", and `name` is the nearer category.
 */
export function answerOf(photo: ClassifiedPhoto, notSureBelow: number): Answer {
  if (photo.probability === null) return { kind: 'failed' };
  const position = photo.probability >= 0.5 ? 0 : 1;
  const confidence = confidenceOf(photo.probability);
  const kind = confidence < notSureBelow ? 'not-sure' : 'sure';
  return { kind, position, name: photo.categoryNames[position], confidence };
}

function confidenceOf(probability: number): number {
  return Math.max(probability, 1 - probability);
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
    const answer = answerOf(photo, notSureBelow);
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
    if (a.probability === null || b.probability === null) {
      return Number(a.probability === null) - Number(b.probability === null);
    }
    return direction * (confidenceOf(b.probability) - confidenceOf(a.probability));
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
      : photos.filter((photo) => answerOf(photo, notSureBelow).kind === filter);
  return sort === 'added' ? shown : shown.sort(comparisons[sort]);
}
