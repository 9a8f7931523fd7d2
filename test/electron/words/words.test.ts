import { describe, expect, it, test } from 'vitest';
import type { IgnoredReason, IgnoredReasonCode } from '../../../electron/contract.ts';
import { builtInEyes } from '../../../electron/imaging/recipe.ts';
import {
  arithmeticWords,
  decoderWords,
  eyeDescription,
  eyeLicence,
  eyeOrigin,
  eyeRuntimeWords,
  firstKinds,
  heicWords,
  ignoredWords,
  libraryNameFor,
} from '../../../electron/words/index.ts';

describe('why a file was left alone', () => {
  const parameters = { kind: 'BMP', systemCode: 'EIO', words: 'a thing of the past' };
  const every: Record<IgnoredReasonCode, true> = {
    heic: true,
    raw: true,
    video: true,
    sound: true,
    picture: true,
    document: true,
    archive: true,
    text: true,
    'system-file': true,
    'unknown-kind': true,
    device: true,
    'not-allowed': true,
    'link-loop': true,
    'link-broken': true,
    'name-not-utf8': true,
    'not-looked-at': true,
    'as-told': true,
  };

  it.each(Object.keys(every) as IgnoredReasonCode[])(
    'is told for every code, beside the name of the file: %s',
    (code) => {
      const words = ignoredWords({ code, parameters } as unknown as IgnoredReason);
      expect(words).toMatch(/^[a-z].*[^.]$/i);
      expect(words).not.toMatch(/[{}]|undefined/);
      if (code === 'not-looked-at') expect(words).toContain('EIO');
      if (code === 'as-told') expect(words).toBe('a thing of the past');
    },
  );

  it('says so where the system gave no reason', () => {
    expect(ignoredWords({ code: 'not-looked-at', parameters: { systemCode: '' } })).toBe(
      'could not be looked at (unknown reason)',
    );
  });
});

describe('an eye', () => {
  it.each(builtInEyes)(
    'that comes with the app says how it sees and where it comes from: $name',
    (eye) => {
      expect(eyeDescription({ ...eye, fileName: null })).toMatch(/^Sees .*\.$/);
      const isSegmenter = eye.id.startsWith('keen-320@');
      const origin = isSegmenter
        ? /DeepLab.*max-image-segmenter/i
        : /Purrceptron|@vladmandic\/human/;
      expect(eyeOrigin(eye.origin)).toMatch(origin);
      expect(eyeLicence(eye.licence)).toBe(isSegmenter ? 'Apache-2.0' : 'MIT');
    },
  );

  it('of one’s own names its file, and says so where nobody knows its licence', () => {
    expect(eyeDescription({ kind: 'own', fileName: 'mine.onnx' })).toContain('“mine.onnx”');
    expect(eyeOrigin({ from: 'person', place: 'mine.onnx' })).toBe('mine.onnx');
    expect(eyeLicence(null)).toContain('Not known');
  });
});

describe('diagnostics', () => {
  it('tell how photos are decoded, and why not faster', () => {
    const whys = ['not-prepared', 'not-preparable', 'not-loaded', 'stopped-working'] as const;
    const told = whys.map((why) => decoderWords({ decoder: 'webassembly', why }));
    expect(new Set(told).size).toBe(whys.length);
    for (const words of told) expect(words).toMatch(/slower, because the fast one .*\.$/);
    expect(decoderWords({ decoder: 'native' })).toContain('fast decoder');
  });

  it('say what eyes run on, and why it is not the fast build', () => {
    const after = ['without-native', 'after-failure', 'after-crashes'] as const;
    const told = after.map((why) => eyeRuntimeWords(`webassembly-${why}`));
    expect(new Set(told).size).toBe(after.length);
    for (const words of told) expect(words).toMatch(/WebAssembly, .* because .*\.$/);
    expect(eyeRuntimeWords('native')).toContain('built for this computer');
  });

  it('name the licence of what reads HEIC photos', () => {
    expect(heicWords()).toContain('libheif (LGPL-3.0)');
  });

  it('count threads as people do', () => {
    expect(arithmeticWords({ build: 'relaxed', threads: 1 })).toContain('1 thread of');
    expect(arithmeticWords({ build: 'portable', threads: 3 })).toContain('3 threads of');
    expect(arithmeticWords({ build: 'blocked', threads: 1 })).toContain('JavaScript');
  });
});

test('a library of several folders is named by all of them', () => {
  expect(libraryNameFor(['Cats'])).toBe('Cats');
  expect(libraryNameFor(['Cats', 'Dogs'])).toBe('Cats and Dogs');
  expect(libraryNameFor(['2019', '2020', '2021'])).toBe('2019, 2020 and 2021');
});

test('a new library begins with cats and dogs', () => {
  expect(firstKinds()).toEqual([
    { name: 'Cat', key: 'c' },
    { name: 'Dog', key: 'd' },
  ]);
});
