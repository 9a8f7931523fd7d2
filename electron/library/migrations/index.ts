import { libraries } from './1-libraries.ts';
import { eyes } from './2-eyes.ts';

/** SQL of each version in order: the first makes version 1. Append only; never change what has shipped. */
export const migrations: readonly string[] = [libraries, eyes];
