import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyEye, eyeFile, refuseOtherFiles } from '../../../../electron/jobs/eyes/eye-file.ts';
import { askInOwnProcess } from '../../../../electron/jobs/eyes/in-own-process.ts';
import { builtInEyes, FIRST_KEEN_EYE } from '../../../../electron/imaging/recipe.ts';
import type { StoredEye } from '../../../../electron/library/operations.ts';
import { temporaryFolder } from '../../library/library-in-folder.ts';
import { realServices } from '../real-services.ts';

const bytes = Buffer.from('the bytes of a network');
const CONTENT_HASH = createHash('sha256').update(bytes).digest('hex');

function stored(id: string): StoredEye {
  return {
    id,
    name: `Eye ${id}`,
    fileName: 'mine.onnx',
    contentHash: CONTENT_HASH,
    byteSize: bytes.length,
    preset: 'imagenet',
    output: 'features',
    featureCount: 4,
    licence: 'MIT',
    origin: 'mine.onnx',
    addedAt: 1,
  };
}

async function withOwnEyes(...ids: string[]) {
  const real = realServices();
  const { services } = real;
  const { eyes } = real.jobs;
  const file = eyeFile(services.userDataFolder, CONTENT_HASH);
  mkdirSync(path.dirname(file));
  writeFileSync(file, bytes);
  for (const id of ids) await eyes.add(stored(id));
  return { ...real, eyes, file };
}

describe('the eyes that there are', () => {
  test('come in the order of preference: keen, one’s own, shapes, pixels', async () => {
    const { eyes } = await withOwnEyes('own-a@1', 'own-b@1');
    const kinds = (await eyes.list()).map(({ kind }) => kind);
    expect(kinds).toEqual(['keen', 'own', 'own', 'shapes', 'pixels']);
  });

  test('no longer offer one that was retired, but still find it for its models', async () => {
    const { eyes } = await withOwnEyes();
    expect((await eyes.list()).map(({ id }) => id)).toEqual(
      builtInEyes.map(({ id }) => id).reverse(),
    );
    expect((await eyes.usable()).map(({ summary }) => summary.id)).not.toContain(FIRST_KEEN_EYE.id);
    expect(await eyes.find(FIRST_KEEN_EYE.id, 'Keen')).toEqual({
      summary: expect.objectContaining({ id: 'keen@1', featureCount: 120, problem: null }),
      reference: { id: 'keen@1', own: null },
      valueCount: 120,
    });
  });

  test('are told to the window when one comes or goes', async () => {
    const { eyes, eventsCalled } = await withOwnEyes('own-a@1');
    expect(eventsCalled('eyes.changed').at(-1)).toEqual(await eyes.list());
    await eyes.remove('own-a@1');
    expect(
      eventsCalled('eyes.changed')
        .at(-1)
        .map(({ kind }) => kind),
    ).not.toContain('own');
  });

  test('whose file is gone or cut off say so, and are not looked through', async () => {
    const { eyes, file } = await withOwnEyes('own-a@1');
    expect((await eyes.usable()).map(({ summary }) => summary.id)).toContain('own-a@1');
    writeFileSync(file, bytes.subarray(1));
    const own = (await eyes.list()).find(({ id }) => id === 'own-a@1');
    expect(own!.problem).toMatchObject({ code: 'eye-missing' });
    expect((await eyes.usable()).map(({ summary }) => summary.id)).not.toContain('own-a@1');
    const problem = { code: 'eye-missing' };
    await expect(eyes.find('own-a@1')).rejects.toMatchObject({ problem });
  });
});

describe('an eye that is removed', () => {
  test('takes its network and what it gave of photos along', async () => {
    const { eyes, file, services } = await withOwnEyes('own-a@1');
    const features = Float32Array.of(1, 2, 3, 4);
    const entries = [{ contentHash: 'photo', features }];
    await services.library.call('saveFeatures', { eyeId: 'own-a@1', entries });
    await eyes.remove('own-a@1');
    expect(existsSync(file)).toBe(false);
    const known = { eyeId: 'own-a@1', contentHashes: ['photo'] };
    expect(await services.library.call('features', known)).toEqual([null]);
  });

  test('leaves the network where another eye sees through it too', async () => {
    const { eyes, file } = await withOwnEyes('own-a@1', 'own-b@1');
    await eyes.remove('own-a@1');
    expect(existsSync(file)).toBe(true);
    await eyes.remove('own-b@1');
    expect(existsSync(file)).toBe(false);
  });

  test('is never one that came with the app', async () => {
    const { eyes } = await withOwnEyes();
    const before = await eyes.list();
    await eyes.remove('pixels-64@1');
    expect(await eyes.list()).toEqual(before);
  });
});

describe('a file that is to become an eye', () => {
  const codeOf = (file: string) =>
    refuseOtherFiles(file).then(
      () => 'taken',
      (error: { problem: { code: string } }) => error.problem.code,
    );

  test('is taken by its ending and refused in words otherwise', async () => {
    const folder = temporaryFolder();
    for (const name of ['a.onnx', 'B.ONNX', 'c.txt']) writeFileSync(path.join(folder, name), bytes);
    mkdirSync(path.join(folder, 'folder.onnx'));
    const codes = await Promise.all(
      ['a.onnx', 'B.ONNX', 'c.txt', 'folder.onnx', 'gone.onnx'].map((name) =>
        codeOf(path.join(folder, name)),
      ),
    );
    expect(codes).toEqual(['taken', 'taken', 'not-onnx', 'not-onnx', 'network-file-missing']);
  });

  test('is copied whole, under its name only once it is kept', async () => {
    const folder = temporaryFolder();
    const source = path.join(folder, 'mine.onnx');
    writeFileSync(source, bytes);
    const copy = await copyEye(folder, source, CONTENT_HASH);
    expect(existsSync(eyeFile(folder, CONTENT_HASH))).toBe(false);
    await copy.keep();
    expect(readFileSync(eyeFile(folder, CONTENT_HASH))).toEqual(bytes);
    await copy.discard();
    expect(readdirSync(path.join(folder, 'eyes'))).toEqual([`${CONTENT_HASH}.onnx`]);
  });

  test('that changed since it was looked into leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const source = path.join(folder, 'mine.onnx');
    writeFileSync(source, 'other bytes');
    const problem = { code: 'network-file-changed' };
    await expect(copyEye(folder, source, CONTENT_HASH)).rejects.toMatchObject({ problem });
    expect(readdirSync(path.join(folder, 'eyes'))).toEqual([]);
  });
});

describe('a process for one use', () => {
  test('is gone after its answer', async () => {
    const { services, disposable } = realServices();
    const answer = await askInOwnProcess(services.startImaging, 'diagnose', undefined);
    expect(answer).toMatchObject({ decoder: 'native' });
    await expect.poll(() => disposable()[0].isRunning).toBe(false);
  });

  test('that dies costs nothing but the question', async () => {
    const { services, disposable } = realServices();
    const folder = path.join(services.userDataFolder, 'drawn');
    const asking = askInOwnProcess(services.startImaging, 'writeSample', { folder, seed: 1 });
    disposable()[0].crash();
    await expect(asking).rejects.toMatchObject({ problem: { code: 'eye-crashed' } });
  });

  test('that does not end is killed', async () => {
    const { services, disposable } = realServices();
    const folder = path.join(services.userDataFolder, 'drawn');
    const payload = { folder, seed: 1 };
    const asking = askInOwnProcess(services.startImaging, 'writeSample', payload, 400);
    await expect(asking).rejects.toMatchObject({ problem: { code: 'eye-too-slow' } });
    await expect.poll(() => disposable()[0].isRunning).toBe(false);
  });
});
