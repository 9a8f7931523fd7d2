import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemWords } from '../../../../electron/words/index.ts';
import type { Problem } from '../../../../electron/contract.ts';
import { ProblemError } from '../../../../electron/jobs/problem-error.ts';
import {
  modelLayerSizes,
  numpyRandom,
  serializeModel,
  splitTrainValidation,
} from '../../../../core/index.ts';
import { readSafetensors, writeSafetensors } from '../../../../core/formats/safetensors.ts';
import type { TensorFile } from '../../../../core/formats/safetensors.ts';
import { trainToEnd } from '../../../core/examples.ts';
import { computer, examples, keepModel } from './computer.ts';
import { readPlainly } from './read-plainly.ts';

function problemOf(failing: Promise<unknown>): Promise<Problem> {
  return failing.then(
    () => expect.fail('Expected a problem, got none'),
    (error: unknown) =>
      error instanceof ProblemError ? error.problem : expect.fail(String(error)),
  );
}

/** A file that the first computer wrote, on a second one that knows nothing. */
async function sent() {
  const sender = computer();
  const model = keepModel(sender.library);
  await sender.files.save(model.id, sender.file);
  const receiver = computer();
  copyFileSync(sender.file, receiver.file);
  return { sender, model, receiver };
}

describe('a model saved as a file and opened elsewhere', () => {
  test('comes with all that is known of it, for no library there, and is the current one', async () => {
    const { model, receiver } = await sent();
    keepModel(receiver.library, 2);
    const opened = await receiver.files.open(receiver.file);
    expect(opened).toEqual({ ...model, id: opened.id, libraryId: null, isCurrent: true });
    expect(receiver.library.listModels(undefined).find(({ isCurrent }) => isCurrent)).toEqual(
      opened,
    );
    expect(receiver.told).toEqual([['models.changed', { currentModelId: opened.id }]]);
  });

  test('answers the same to the last bit', async () => {
    const { sender, model, receiver } = await sent();
    const opened = await receiver.files.open(receiver.file);
    const features = examples.features as Uint8Array;
    const answers = await receiver.probabilities(opened, features);
    expect(answers).toEqual(await sender.probabilities(model, features));
    expect(new Set(answers).size).toBeGreaterThan(70);
  });

  test('can be sent on from there: the file is the same, byte by byte', async () => {
    const { sender, receiver } = await sent();
    const opened = await receiver.files.open(receiver.file);
    await receiver.files.save(opened.id, `${receiver.file} again`);
    expect(readFileSync(`${receiver.file} again`).equals(readFileSync(sender.file))).toBe(true);
  });

  test('is not added twice, however often and in whatever haste it is opened', async () => {
    const { receiver } = await sent();
    const [one, other] = await Promise.all([
      receiver.files.open(receiver.file),
      receiver.files.open(receiver.file),
    ]);
    receiver.library.renameModel({ modelId: one.id, name: 'Renamed' });
    const newer = keepModel(receiver.library, 2);
    const third = await receiver.files.open(receiver.file);
    expect([other.id, third.id]).toEqual([one.id, one.id]);
    expect(third).toMatchObject({ name: 'Renamed', isCurrent: true });
    const models = receiver.library.listModels(undefined);
    expect(models.map(({ id, isCurrent }) => [id, isCurrent])).toEqual(
      expect.arrayContaining([
        [newer.id, false],
        [one.id, true],
      ]),
    );
    expect(models).toHaveLength(2);
  });

  test('is found where it was trained, and comes back there once it was removed', async () => {
    const { sender, model } = await sent();
    expect((await sender.files.open(sender.file)).id).toBe(model.id);
    sender.library.removeModel({ modelId: model.id });
    const opened = await sender.files.open(sender.file);
    expect(opened).toMatchObject({ name: model.name, libraryId: null, libraryName: 'Pets' });
    expect(sender.library.listModels(undefined)).toHaveLength(1);
  });

  test('may be seen through an eye that is not there', async () => {
    const { receiver } = await sent();
    alter(receiver.file, (about) => Object.assign(about.model, { eyeId: 'own-77@1' }));
    expect(await receiver.files.open(receiver.file)).toMatchObject({ eyeId: 'own-77@1' });
  });
});

test('a model that is gone cannot be saved, and no file is left of it', async () => {
  const { files, file, folder } = computer();
  expect((await problemOf(files.save(7, file))).code).toBe('model-gone');
  // SQLite makes its log beside the database when it is asked for the first time.
  const others = readdirSync(folder).filter((name) => !name.startsWith('library.sqlite'));
  expect(others).toEqual([]);
});

type Json = Record<string, unknown>;
interface About extends Json {
  model: Json;
}

function alterFile(file: string, change: (file: TensorFile) => void): void {
  const read = readSafetensors(readFileSync(file));
  if (!read.ok) throw new Error(read.reason);
  change(read.file);
  writeFileSync(file, writeSafetensors(read.file));
}

/** Changes what a model's file tells of it. */
function alter(file: string, change: (about: About) => void): void {
  alterFile(file, ({ metadata }) => {
    const about = JSON.parse(metadata['about'] ?? '') as About;
    change(about);
    metadata['about'] = JSON.stringify(about);
  });
}

describe('a file that cannot be opened as a model', () => {
  /** Opens the file after something was done to it, and sees that nothing came of it. */
  const refused = async (change: (file: string) => void): Promise<Problem> => {
    const { receiver } = await sent();
    change(receiver.file);
    const problem = await problemOf(receiver.files.open(receiver.file));
    expect(receiver.library.listModels(undefined)).toEqual([]);
    expect(receiver.told).toEqual([]);
    expect(problem.parameters).toEqual({ fileName: 'a model.purrmodel' });
    return problem;
  };

  test('because it is something else is told so', async () => {
    const problem = await refused((file) => writeFileSync(file, 'Dear diary, '.repeat(100)));
    expect(problem.code).toBe('model-file-not-a-model');
    expect(problemWords(problem)).toEqual({
      message: '“a model.purrmodel” is not a Purrceptron model.',
      nextStep: 'Choose a file that Purrceptron saved; its name ends in .purrmodel.',
    });
  });

  test('because it is empty or a folder is told so', async () => {
    const code = async (change: (file: string) => void) => (await refused(change)).code;
    expect(await code((file) => truncateSync(file, 0))).toBe('model-file-not-a-model');
    const { files, folder } = computer();
    mkdirSync(path.join(folder, 'folder.purrmodel'));
    const problem = await problemOf(files.open(path.join(folder, 'folder.purrmodel')));
    expect(problem.code).toBe('model-file-not-a-model');
  });

  test.skipIf(process.platform === 'win32')(
    'because it is a pipe that nobody writes into is told so',
    async () => {
      const { files, file } = computer();
      execFileSync('mkfifo', [file]);
      expect((await problemOf(files.open(file))).code).toBe('model-file-not-a-model');
    },
  );

  test('because it is not there is told so', async () => {
    const { files, file } = computer();
    expect((await problemOf(files.open(file))).code).toBe('model-file-unreadable');
  });

  test('because it is larger than any model is not read', async () => {
    const problem = await refused((file) => truncateSync(file, 600 * 2 ** 20));
    expect(problem.code).toBe('model-file-too-large');
  });

  test('because its end is missing is called damaged', async () => {
    const problem = await refused((file) => truncateSync(file, statSync(file).size - 9));
    expect(problem.code).toBe('model-file-damaged');
    expect(problemWords(problem).nextStep).toContain('Copy the file again');
  });

  test.each<[string, (file: string) => void]>([
    ['network', (file) => alterFile(file, ({ metadata }) => (metadata['version'] = '9'))],
    ['description', (file) => alter(file, (about) => (about['version'] = 2))],
  ])('because its %s is of a newer version is told so', async (_, change) => {
    const problem = await refused(change);
    expect(problem.code).toBe('model-file-newer');
    expect(problemWords(problem).nextStep).toBe(
      'Install the newest Purrceptron, then open it again.',
    );
  });

  test('because it tells more kinds apart than it has names for is called damaged', async () => {
    const { receiver } = await sent();
    const about = JSON.parse(readPlainly(receiver.file).metadata['about'] ?? '') as About;
    const split = splitTrainValidation(examples.labels, 0.25, numpyRandom(1));
    const ofThree = trainToEnd({ ...examples, kinds: 3 }, split, { epochs: 1 }).result.model;
    about.model['layerSizes'] = modelLayerSizes(ofThree);
    writeFileSync(receiver.file, serializeModel(ofThree, JSON.stringify(about)));
    expect((await problemOf(receiver.files.open(receiver.file))).code).toBe('model-file-damaged');
  });

  test('because what is written about it does not fit is called damaged', async () => {
    const code = async (change: (about: About) => void) =>
      (await refused((file) => alter(file, change))).code;
    expect(await code(({ model }) => (model['eyeId'] = 7))).toBe('model-file-damaged');
    expect(await code(({ model }) => (model['layerSizes'] = [48, 6, 1]))).toBe(
      'model-file-damaged',
    );
  });
});
