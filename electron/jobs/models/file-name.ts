import filenamify from 'filenamify';
import { MODEL_ENDING } from '../../contract/limits.ts';

/** Letters of some scripts take four bytes, and file systems take 255. */
const MOST_CHARACTERS = 60;

/** A name for a model's file that every file system takes. */
export function fileNameFor(modelName: string): string {
  const name = filenamify(modelName, { replacement: '-', maxLength: MOST_CHARACTERS });
  return `${name}.${MODEL_ENDING}`;
}

export function isModelFile(name: string): boolean {
  return name.toLowerCase().endsWith(`.${MODEL_ENDING}`);
}
