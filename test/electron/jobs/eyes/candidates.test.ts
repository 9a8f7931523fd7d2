import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { eyeFile } from '../../../../electron/jobs/eyes/eye-file.ts';
import { averageColour, random } from '../../imaging/eyes/small-networks.ts';
import { labelledLibrary, realServices } from '../real-services.ts';

function withFile(network: Uint8Array) {
  const real = realServices();
  const { services } = real;
  const { eyes, candidates } = real.jobs;
  const file = path.join(services.userDataFolder, 'average colour.onnx');
  writeFileSync(file, network);
  return { ...real, eyes, candidates, file };
}

const CHOSEN = { name: 'Average', preset: 'zero-to-one', output: 'colour' } as const;

describe('an ONNX file', () => {
  test('becomes an eye that stays when the file goes', { timeout: 60_000 }, async () => {
    const { candidates, eyes, file, services, disposable, eventsCalled } =
      withFile(averageColour());
    const candidate = await candidates.inspect(file);
    expect(candidate).toMatchObject({
      fileName: 'average colour.onnx',
      width: 8,
      height: 8,
      layout: 'NCHW',
      outputs: [{ name: 'colour', featureCount: 3 }],
    });
    const eye = await candidates.add(candidate.candidateId, CHOSEN);
    rmSync(file);
    expect(eye).toMatchObject({
      kind: 'own',
      name: 'Average',
      preset: 'zero-to-one',
      featureCount: 3,
      contentHash: candidate.contentHash,
      problem: null,
    });
    expect(existsSync(eyeFile(services.userDataFolder, candidate.contentHash))).toBe(true);
    expect(await eyes.list()).toContainEqual(eye);
    expect(eventsCalled('eyes.changed').at(-1)).toContainEqual(eye);
    await expect.poll(() => disposable().some(({ isRunning }) => isRunning)).toBe(false);
  });

  test('that gives other numbers each time is not kept', { timeout: 60_000 }, async () => {
    const { candidates, eyes, file, services } = withFile(random());
    const { candidateId, outputs } = await candidates.inspect(file);
    const adding = candidates.add(candidateId, { ...CHOSEN, output: outputs[0].name });
    await expect(adding).rejects.toMatchObject({ problem: { code: 'eye-unsteady' } });
    expect((await eyes.list()).filter(({ kind }) => kind === 'own')).toEqual([]);
    expect(readdirSync(path.join(services.userDataFolder, 'eyes'))).toEqual([]);
  });

  test('that kills the process it is tried in harms nothing', { timeout: 60_000 }, async () => {
    const { candidates, eyes, file, disposable } = withFile(averageColour());
    const { candidateId } = await candidates.inspect(file);
    const adding = candidates.add(candidateId, CHOSEN);
    await vi.waitUntil(() => disposable()[1]?.isRunning === true);
    disposable()[1].crash();
    await expect(adding).rejects.toMatchObject({ problem: { code: 'eye-crashed' } });
    expect((await eyes.list()).filter(({ kind }) => kind === 'own')).toEqual([]);
    expect((await candidates.add(candidateId, CHOSEN)).problem).toBeNull();
  });

  test('shows how a drawn picture and a photo would look to it', { timeout: 60_000 }, async () => {
    const { candidates, file, services } = withFile(averageColour([1, 3, 20, 10]));
    const { libraryId } = await labelledLibrary(services, 1);
    const { photoIds } = await services.library.call('contents', { libraryId });
    const { candidateId } = await candidates.inspect(file);
    for (const photoId of [null, photoIds[0]]) {
      const preview = await candidates.preview(candidateId, 'minus-one-to-one', photoId);
      expect(await sharp(preview.picture).metadata()).toMatchObject({ width: 10, height: 20 });
      expect(preview.smallest).toBeGreaterThanOrEqual(-1);
      expect(preview.largest).toBeLessThanOrEqual(1);
    }
  });

  test('asked about before it was looked into says so', async () => {
    const { candidates } = withFile(averageColour());
    const problem = { code: 'candidate-gone' };
    await expect(candidates.add(7, CHOSEN)).rejects.toMatchObject({ problem });
  });
});

test('a network learns through an eye of one’s own', { timeout: 60_000 }, async () => {
  const { candidates, eyes, file, services, jobs, taskOf } = withFile(averageColour());
  const { candidateId } = await candidates.inspect(file);
  const { id: eyeId } = await candidates.add(candidateId, CHOSEN);
  const { libraryId } = await labelledLibrary(services, 12);
  await jobs.runs.start(libraryId, eyeId, null);
  await vi.waitUntil(() => taskOf('training').phase === 'done', { timeout: 50_000 });
  const [model] = await services.library.call('listModels', undefined);
  expect(model).toMatchObject({ eyeId, eyeName: 'Average', layerSizes: [3, 1] });

  rmSync(eyeFile(services.userDataFolder, (await eyes.find(eyeId)).summary.contentHash));
  const again = jobs.runs.start(libraryId, eyeId, null);
  await expect(again).rejects.toMatchObject({ problem: { code: 'eye-missing' } });
});
