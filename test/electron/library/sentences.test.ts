import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ignoredWords, problemWords } from '../../../electron/words/index.ts';
import { writeVersion } from './earlier-versions.ts';
import { openIn, temporaryFolder } from './library-in-folder.ts';

/** Problems of photos as versions 1 and 2 told and stored them. */
const PROBLEMS: [code: string, message: string, nextStep: string][] = [
  [
    'file-empty',
    'This file is empty: it has no picture in it.',
    'Copy it again from the camera or phone, or delete it.',
  ],
  [
    'is-a-folder',
    'This is a folder, not a photo.',
    'Open the folder instead: its photos are found inside it.',
  ],
  [
    'not-a-picture',
    'This file is not a picture, though its name looks like one.',
    'Open it in another program to see what it is, or leave it out.',
  ],
  [
    'kind-unsupported',
    'This is a HEIC picture, and Purrceptron cannot read that kind.',
    'Open it on the phone or computer it comes from and export it as JPEG, then scan again.',
  ],
  [
    'kind-unsupported',
    'This is a JPEG XL picture, and Purrceptron cannot read that kind.',
    'Open it in another program and save it as JPEG or PNG, then scan again.',
  ],
  [
    'truncated',
    'This picture is damaged: its end is missing.',
    'Copy it again from the camera or phone. Other photos are not affected.',
  ],
  [
    'damaged',
    'This picture is damaged and cannot be shown.',
    'Copy it again from the camera or phone. Other photos are not affected.',
  ],
  [
    'too-large',
    'This picture is too large to open safely.',
    'Save a smaller copy of it: at most 500 million pixels and a file of 300 MB. Then scan again.',
  ],
  [
    'file-missing',
    'This photo is not where it was.',
    'If you moved it, scan again: its label comes with it.',
  ],
  [
    'file-unreadable',
    'You are not allowed to read this file.',
    'Change its permissions, or copy it to a folder of your own.',
  ],
  [
    'read-error',
    'This file could not be read from the disk (EIO).',
    'Check the disk or memory card it is on, then try again.',
  ],
  [
    'could-not-be-read-safely',
    'This photo could not be read safely: it made the photo reader crash twice.',
    'Save a new copy of it in another program. “Try again” reads it once more.',
  ],
  ['cancelled', 'Reading was cancelled.', 'Scan again to go on.'],
];

/** Reasons of files that versions 1 and 2 left alone. */
const REASONS: [code: string, words: string][] = [
  ['heic', 'a HEIC photo: save it as JPEG first, then scan again'],
  ['raw', 'a raw camera photo: save it as JPEG first, then scan again'],
  ['video', 'a video, not a photo'],
  ['document', 'a drawing or document, not a photo'],
  ['archive', 'a packed archive: unpack it first'],
  ['text', 'a text file'],
  ['system-file', "the system's own file"],
  ['unknown-kind', 'not a kind of photo that Purrceptron knows'],
  ['device', 'a device, not a file'],
  ['not-allowed', 'not allowed to look inside'],
  ['link-loop', 'a link that leads back to itself'],
  ['link-broken', 'a link to something that is not there'],
  ['not-looked-at', 'could not be looked at (EIO)'],
  ['not-looked-at', 'could not be looked at (unknown reason)'],
  ['as-told', 'a reason that nobody knows any more'],
];

/** Does something to a database of a version before it is opened by the app of today. */
function openedAfter(version: number, change: (database: Sqlite.Database) => void) {
  const folder = temporaryFolder();
  const database = new Sqlite(writeVersion(folder, version));
  change(database);
  database.close();
  return openIn(folder);
}

const SET_PROBLEM = 'UPDATE photo SET problem = ? WHERE id = 2';

describe.each([1, 2])('a database of version %i', (version) => {
  it.each(PROBLEMS)('tells a problem in the words it stored: %s', (code, message, nextStep) => {
    const stored = JSON.stringify({ code, message, nextStep });
    const library = openedAfter(version, (database) => database.prepare(SET_PROBLEM).run(stored));
    const problem = library.photoDetails({ photoIds: [2] })[0].problem!;
    expect(problem.code).toBe(code);
    expect(problemWords(problem)).toEqual({ message, nextStep });
  });

  it('keeps words that no version used', () => {
    const library = openedAfter(version, () => undefined);
    const problem = library.photoDetails({ photoIds: [2] })[0].problem!;
    expect(problem).toEqual({
      code: 'as-told',
      parameters: { message: 'Empty.', nextStep: 'None.' },
    });
    expect(problemWords(problem)).toEqual({ message: 'Empty.', nextStep: 'None.' });
  });

  it('tells why files were left alone in the words it stored', () => {
    const library = openedAfter(version, (database) => {
      database.exec('DELETE FROM ignored_file');
      const add = database.prepare('INSERT INTO ignored_file VALUES (1, ?, ?, 1)');
      REASONS.forEach(([, words], index) => add.run(`/photos/${10 + index}`, words));
    });
    const told = library.ignoredFiles({ libraryId: 1 });
    expect(told.map(({ reason }) => [reason.code, ignoredWords(reason)])).toEqual(REASONS);
  });

  it('whose problem does not parse loses that problem, and no photo', () => {
    const library = openedAfter(version, (database) => database.prepare(SET_PROBLEM).run('{"co'));
    const details = library.photoDetails({ photoIds: [1, 2] });
    expect(details.map(({ fileName, problem }) => [fileName, problem])).toEqual([
      ['a.jpg', null],
      ['b.jpg', null],
    ]);
  });
});

describe('a database of version 2', () => {
  it('keeps how eyes compared, with what was wrong with one of them as a code', () => {
    const trial = { eyeId: 'keen@1', status: 'failed', accuracy: 0.5 };
    const message =
      'This network cannot be used as an eye: it wants 3 inputs instead of one picture.';
    const nextStep = 'Choose another file: an ONNX network that looks at photos.';
    const comparison = [
      { ...trial, problem: { code: 'eye-unsuitable', message, nextStep } },
      { ...trial, problem: null },
    ];
    const library = openedAfter(2, (database) =>
      database.prepare('UPDATE model SET comparison = ?').run(JSON.stringify(comparison)),
    );
    const [failed, other] = library.listModels(undefined)[0].comparison;
    expect(failed).toMatchObject(trial);
    expect(failed.problem).toEqual({ code: 'eye-unsuitable-inputs', parameters: { count: 3 } });
    expect(problemWords(failed.problem!)).toEqual({ message, nextStep });
    expect(other).toEqual({ ...trial, problem: null });
  });

  it('keeps its eyes, and of one whose licence nobody knew says so by none', () => {
    const library = openedAfter(2, (database) =>
      database.exec(`
        INSERT INTO eye SELECT 'own-0b@1', 'Other', file_name, content_hash, byte_size, preset,
          output, feature_count, 'Not known: it is your own file', origin, 9 FROM eye`),
    );
    expect(library.listEyes(undefined)).toMatchObject([
      { id: 'own-0a@1', name: 'Mine', licence: 'MIT', origin: 'Me', addedAt: 6 },
      { id: 'own-0b@1', name: 'Other', licence: null, origin: 'Me', addedAt: 9 },
    ]);
  });
});

describe('a row that somebody damaged', () => {
  it('costs that row of the list of models, and not the others', () => {
    const library = openedAfter(3, (database) => {
      const copy = (id: number, column: string) => `
        INSERT INTO model SELECT ${id}, name, 0, created_at, library_id, library_name,
          category_names, label_counts, layer_sizes, settings, epochs_run, training_milliseconds,
          training_accuracy, validation, eye_id, weights, eye_name, comparison FROM model WHERE id = 1;
        UPDATE model SET ${column} = '[1,' WHERE id = ${id};`;
      const columns = ['category_names', 'settings', 'validation', 'comparison'];
      columns.forEach((column, index) => database.exec(copy(index + 2, column)));
    });
    expect(library.listModels(undefined).map(({ id }) => id)).toEqual([1]);
  });

  it('costs that row of the list of ignored files, and not the others', () => {
    const library = openedAfter(3, (database) =>
      database.exec(`INSERT INTO ignored_file VALUES (1, '/photos/b.txt', '{"code":7}', 1)`),
    );
    expect(library.ignoredFiles({ libraryId: 1 }).map(({ path }) => path)).toEqual([
      '/photos/a.txt',
    ]);
  });
});
