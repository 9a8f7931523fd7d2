import * as m from '../../resources/words/compiled/messages.js';

/** Titles of the columns of the table of answers, whose last ones are the probabilities of these kinds. */
export function answersTableColumns(kinds: readonly string[]): string[] {
  return [
    m.table_file(),
    m.table_path(),
    m.table_answer(),
    m.table_model(),
    m.table_problem(),
    ...kinds.map((kind) => m.table_probability({ kind })),
  ];
}

/** What stands there instead of a kind. */
export function notSureWords(): string {
  return m.table_not_sure();
}
