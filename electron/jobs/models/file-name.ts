import filenamify from 'filenamify';
import { MODEL_ENDING } from '../../contract/limits.ts';

/** Letters of some scripts take four bytes, and file systems take 255. */
const mostCharacters = 60;

/** A name for a model's file that every file system takes. */
export const fileNameFor = (modelName: string): string => {
  const name = filenamify(modelName, { replacement: '-', maxLength: mostCharacters });
  return `${name}.${MODEL_ENDING}`;
};

export const isModelFile = (name: string): boolean =>
  name.toLowerCase().endsWith(`.${MODEL_ENDING}`);
