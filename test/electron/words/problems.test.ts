import { describe, expect, it } from 'vitest';
import type { Problem, ProblemCode, ProblemParameters } from '../../../electron/contract.ts';
import { problemWords } from '../../../electron/words/index.ts';

/** Values that words are made of, each found nowhere else. */
const SOME = {
  kind: 'BMP',
  megapixels: 511,
  megabytes: 313,
  systemCode: 'EXAMPLE',
  eyeName: 'Eye of a needle',
  fileName: 'holiday.onnx',
  count: 17,
  pixels: 2049,
  output: 'features:0',
  status: 418,
  name: 'Axolotl',
  key: 'X',
  folder: '/photos/summer',
  fewest: 23,
  epoch: 101,
  seconds: 59,
  file: '/home/me/library.sqlite',
  message: 'It was as it was.',
  nextStep: 'Leave it so.',
  labels: 1203,
  lost: 67,
};
type Some = typeof SOME;

/** Which of them each code needs. A code without a line here, or with a parameter too many, does not compile. */
const PARAMETERS: {
  [Code in ProblemCode]: (keyof ProblemParameters[Code] & keyof Some)[];
} = {
  'file-empty': [],
  'is-a-folder': [],
  'not-a-picture': [],
  'not-a-photo': [],
  'kind-unsupported': ['kind'],
  'is-a-video': [],
  'is-a-sound': [],
  'is-an-archive': [],
  'is-a-document': ['kind'],
  'raw-without-preview': [],
  truncated: [],
  damaged: [],
  'too-large': ['megapixels', 'megabytes'],
  'takes-too-long': ['seconds'],
  'file-missing': [],
  'file-unreadable': [],
  'read-error': ['systemCode'],
  'could-not-be-read-safely': [],
  cancelled: [],
  'eye-missing': ['eyeName'],
  'eye-of-model-missing': ['eyeName'],
  'eye-file-missing': [],
  'eye-changed': [],
  'eye-broken': [],
  'eye-without-runtime': [],
  'eye-not-finite': [],
  'eye-unsteady': [],
  'eye-crashed': [],
  'eye-too-slow': [],
  'eye-too-large': ['fileName', 'megabytes'],
  'eye-without-output': [],
  'eye-unsuitable-file-size': ['megabytes'],
  'eye-unsuitable-inputs': ['count'],
  'eye-unsuitable-input': [],
  'eye-unsuitable-batch': ['count'],
  'eye-unsuitable-colours': [],
  'eye-unsuitable-picture-size': ['pixels'],
  'eye-unsuitable-outputs': [],
  'eye-unsuitable-output': ['output'],
  'eye-unsuitable-output-missing': ['output'],
  'network-file-missing': ['fileName'],
  'network-file-changed': [],
  'not-onnx': ['fileName'],
  'candidate-gone': [],
  'download-offline': [],
  'download-broken-off': [],
  'download-refused': ['status'],
  'download-changed': [],
  'download-unsafe': [],
  'download-disk-full': [],
  'download-not-written': ['systemCode'],
  'download-cancelled': [],
  'category-name-taken': ['name'],
  'category-key-taken': ['key', 'name'],
  'folder-unreachable': ['folder'],
  'folder-missing': ['folder'],
  'too-few-labels': ['fewest'],
  'training-already': [],
  'training-crashed': [],
  'cost-not-finite': ['epoch'],
  'no-eye-worked': [],
  'none-readable': [],
  'needs-pixels': [],
  'model-gone': [],
  'model-damaged': [],
  'model-newer': [],
  'model-does-not-fit': ['name', 'eyeName'],
  'model-file-not-a-model': ['fileName'],
  'model-file-newer': ['fileName'],
  'model-file-damaged': ['fileName'],
  'model-file-too-large': ['fileName'],
  'model-file-unreadable': ['fileName'],
  'database-newer': [],
  'database-damaged': ['file'],
  'database-recovered': ['folder', 'labels'],
  'database-recovered-in-part': ['folder', 'labels', 'lost'],
  'data-folder-unusable': ['folder'],
  'database-busy': [],
  'database-disk-full': [],
  'database-unreachable': ['file'],
  'disk-full': [],
  'cannot-write': [],
  'cannot-save': ['file', 'systemCode'],
  unexpected: [],
  'as-told': ['message', 'nextStep'],
};

const PROBLEM_CODES = Object.keys(PARAMETERS) as ProblemCode[];

function problemOf(code: ProblemCode): Problem {
  const names: readonly (keyof Some)[] = PARAMETERS[code];
  const parameters = Object.fromEntries(names.map((name) => [name, SOME[name]]));
  return { code, parameters } as Problem;
}

describe('the words of a problem', () => {
  it('of a code that a damaged file made up are those of what nobody expected', () => {
    const madeUp = { code: 'toString', parameters: {} } as unknown as Problem;
    expect(problemWords(madeUp)).toEqual(problemWords({ code: 'unexpected', parameters: {} }));
  });

  it.each(PROBLEM_CODES)('are whole sentences with every parameter in place: %s', (code) => {
    const { message, nextStep } = problemWords(problemOf(code));
    const text = `${message} ${nextStep}`;
    for (const name of PARAMETERS[code]) expect(text, name).toContain(String(SOME[name]));
    expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
    // A path or file name may begin or end a sentence.
    expect(message).toMatch(/^([A-Z]|“).*(\.|: \/\S+)$/);
    expect(nextStep).toMatch(/^[A-Z“].*\.$/);
  });

  it('name no parameter that the code has not', () => {
    for (const code of PROBLEM_CODES) {
      const names: readonly string[] = PARAMETERS[code];
      const { message, nextStep } = problemWords(problemOf(code));
      const strangers = Object.entries(SOME).filter(
        ([name, value]) =>
          !names.includes(name) && `${message} ${nextStep}`.includes(String(value)),
      );
      // “X” is a letter of many words.
      expect(
        strangers.filter(([name]) => name !== 'key'),
        code,
      ).toEqual([]);
    }
  });

  it('tell how to get a JPEG from a phone’s HEIC, and from other kinds', () => {
    const nextStep = (kind: string) =>
      problemWords({ code: 'kind-unsupported', parameters: { kind } }).nextStep;
    expect(nextStep('HEIC')).toContain('phone');
    expect(nextStep('BMP')).toContain('JPEG or PNG');
  });
});

it('a parameter that is missing or misnamed does not compile', () => {
  // @ts-expect-error The folder's name is missing.
  const withoutFolder: Problem = { code: 'folder-missing', parameters: {} };
  // @ts-expect-error An empty file has nothing to tell.
  const withTooMuch: Problem = { code: 'file-empty', parameters: { fileName: 'a.jpg' } };
  expect([withoutFolder.code, withTooMuch.code]).toEqual(['folder-missing', 'file-empty']);
});
