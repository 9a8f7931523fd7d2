import type { Database } from 'better-sqlite3';
import { LIBRARIES } from './1-libraries.ts';
import { EYES } from './2-eyes.ts';
import { codes } from './3-codes.ts';
import { pictures } from './4-pictures.ts';

/**
 * SQL, or what SQL alone cannot do; runs in a transaction with foreign keys off. It uses nothing that a
 * later version may change: no other module of this room, no words of the catalogue.
 */
export type Migration = string | ((database: Database) => void);

/** One for each version in order: the first makes version 1. Append only; never change what has shipped. */
export const migrations: readonly Migration[] = [LIBRARIES, EYES, codes, pictures];
