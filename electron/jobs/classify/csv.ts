import type { ClassifiedPhoto } from '../../contract.ts';
import { problemWords } from '../../words/index.ts';

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The category's name, "not sure" below the chosen confidence, or empty where there is no answer. */
export function answerOf(
  { probability, categoryNames }: ClassifiedPhoto,
  notSureBelow: number,
): string {
  if (probability === null) return '';
  if (Math.max(probability, 1 - probability) < notSureBelow) return 'not sure';
  return probability >= 0.5 ? categoryNames[0] : categoryNames[1];
}

/** RFC 4180 with a byte order mark, so that spreadsheets read names in any script. */
export function resultsAsCsv(photos: ClassifiedPhoto[], notSureBelow: number): string {
  const header = [
    'file',
    'path',
    'answer',
    'first kind',
    'probability of first kind',
    'model',
    'problem',
  ];
  const rows = photos.map((photo) => [
    photo.fileName,
    photo.path,
    answerOf(photo, notSureBelow),
    photo.categoryNames[0],
    photo.probability === null ? '' : photo.probability.toFixed(6),
    photo.modelName,
    photo.problem === null ? '' : problemWords(photo.problem).message,
  ]);
  return `\uFEFF${[header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}
