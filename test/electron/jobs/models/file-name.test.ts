import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameFor, isModelFile } from '../../../../electron/jobs/models/file-name.ts';

test('a model’s file is called like the model', () => {
  expect(fileNameFor('Sample cats and dogs (85%)')).toBe('Sample cats and dogs (85%).purrmodel');
  expect(fileNameFor('Zoë’s 猫')).toBe('Zoë’s 猫.purrmodel');
});

test('what some file system cannot take is left out of the name', () => {
  expect(fileNameFor('cats/dogs: which?')).toBe('cats-dogs- which-.purrmodel');
  expect(fileNameFor('..')).toBe('-.purrmodel');
  expect(fileNameFor('CON')).not.toBe('CON.purrmodel');
});

test('whatever the model is called, the name is that of one file, short enough and not hidden', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (modelName) => {
      const name = fileNameFor(modelName);
      expect(path.posix.basename(name)).toBe(name);
      expect(path.win32.basename(name)).toBe(name);
      // eslint-disable-next-line no-control-regex
      expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/);
      expect(name).not.toMatch(/^\.purrmodel$|[. ]\.purrmodel$/);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(isModelFile(name)).toBe(true);
    }),
  );
});
