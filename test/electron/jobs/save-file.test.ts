import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { saveFile } from '../../../electron/jobs/save-file.ts';
import { temporaryFolder } from '../library/library-in-folder.ts';

test('a saved file takes the place of the one that was there, and nothing else stays behind', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'answers.csv');
  writeFileSync(file, 'before');
  await saveFile(file, 'after');
  expect(readFileSync(file, 'utf8')).toBe('after');
  await saveFile(file, Uint8Array.of(1, 2));
  expect([...readFileSync(file)]).toEqual([1, 2]);
  expect(readdirSync(folder)).toEqual(['answers.csv']);
});

test('a file that cannot be written is named, and nothing of it stays behind', async () => {
  const folder = temporaryFolder();
  const taken = path.join(folder, 'taken');
  mkdirSync(taken);
  const nowhere = path.join(folder, 'nowhere', 'answers.csv');
  for (const file of [taken, nowhere]) {
    await expect(saveFile(file, 'x')).rejects.toMatchObject({
      problem: {
        code: 'cannot-save',
        parameters: { file, systemCode: expect.stringMatching(/^E/) as string },
      },
    });
  }
  expect(readdirSync(folder)).toEqual(['taken']);
});
