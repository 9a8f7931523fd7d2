import type { ClassifiedPhoto } from '../../contract.ts';
import { answerOf } from '../../contract/answers.ts';
import { toCsv } from '../../contract/csv.ts';
import { answersTableColumns, notSureWords, problemWords } from '../../words/index.ts';

/** The kind's name, "not sure" below the chosen confidence, or empty where there is no answer. */
export function answerWords(
  { probabilities, categoryNames }: ClassifiedPhoto,
  notSureBelow: number,
): string {
  if (probabilities === null) return '';
  const answer = answerOf(probabilities, notSureBelow);
  return answer === 'not-sure' ? notSureWords() : (categoryNames[answer] ?? '');
}

/**
 * With a byte order mark, so that spreadsheets read names in any script. There is a column of probabilities for
 * each kind that any of the photos was asked about, in the order in which they first come; it is empty for
 * photos that a model answered which does not know the kind.
 */
export function resultsAsCsv(photos: readonly ClassifiedPhoto[], notSureBelow: number): string {
  const kinds = [...new Set(photos.flatMap(({ categoryNames }) => categoryNames))];
  const rows = photos.map((photo) => [
    photo.fileName,
    photo.path,
    answerWords(photo, notSureBelow),
    photo.modelName,
    photo.problem === null ? '' : problemWords(photo.problem).message,
    ...kinds.map((kind) => probabilityOf(photo, kind)),
  ]);
  return `\uFEFF${toCsv(answersTableColumns(kinds), rows)}`;
}

function probabilityOf({ categoryNames, probabilities }: ClassifiedPhoto, kind: string): string {
  return probabilities?.[categoryNames.indexOf(kind)]?.toFixed(6) ?? '';
}
