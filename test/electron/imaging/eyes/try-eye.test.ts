import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemWords } from '../../../../electron/words/index.ts';
import { inspectEye } from '../../../../electron/imaging/eyes/inspect-eye.ts';
import { previewEye } from '../../../../electron/imaging/eyes/preview-eye.ts';
import { tryEye } from '../../../../electron/imaging/eyes/try-eye.ts';
import { quarters } from '../photos.ts';
import { eyesFromSource } from './from-source.ts';
import {
  averageColour,
  infinite,
  mirror,
  random,
  twoInputs,
  withoutList,
} from './small-networks.ts';

const eyes = eyesFromSource();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-try-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, model: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, model);
  return file;
}

async function inspect(file: string) {
  return inspectEye(await eyes.runtime(), file);
}

async function tryOut(modelFile: string, output: string) {
  return tryEye(await eyes.runtime(), sharp, { modelFile, preset: 'zero-to-one', output });
}

describe('looking into a file', () => {
  it('tells its size, its layout, what it gives, and the preset that suits it', async () => {
    const file = await written('small.onnx', averageColour([1, 3, 20, 10]));
    expect(await inspect(file)).toMatchObject({
      ok: true,
      value: {
        width: 10,
        height: 20,
        layout: 'NCHW',
        outputs: [{ name: 'colour', featureCount: 3 }],
        suggestedPreset: 'imagenet',
        byteSize: (await readFile(file)).length,
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const open = await written('open.onnx', mirror(['batch', 'height', 'width', 3]));
    expect(await inspect(open)).toMatchObject({
      value: { width: 224, height: 224, layout: 'NHWC', suggestedPreset: 'minus-one-to-one' },
    });
  });

  it('refuses what is no network with one picture and one list of numbers, and says why', async () => {
    const whole = averageColour();
    const problems = [
      [await written('text.onnx', 'Dear diary'), 'eye-broken'],
      [await written('cut.onnx', whole.subarray(0, whole.length / 2)), 'eye-broken'],
      [await written('empty.onnx', ''), 'eye-broken'],
      [path.join(folder, 'not-there.onnx'), 'eye-file-missing'],
      [await written('two.onnx', twoInputs()), 'eye-unsuitable-inputs'],
      [await written('grey.onnx', mirror([1, 1, 8, 8])), 'eye-unsuitable-colours'],
      [await written('flat.onnx', mirror([1, 3])), 'eye-unsuitable-input'],
      [await written('eight.onnx', mirror([8, 3, 8, 8])), 'eye-unsuitable-batch'],
      [await written('huge.onnx', mirror([1, 3, 9000, 9000])), 'eye-unsuitable-picture-size'],
      [await written('no-list.onnx', withoutList()), 'eye-unsuitable-outputs'],
    ] as const;
    for (const [file, code] of problems) {
      const outcome = await inspect(file);
      expect(outcome, file).toMatchObject({ ok: false, problem: { code } });
      if (outcome.ok) continue;
      const { message, nextStep } = problemWords(outcome.problem);
      expect(message.endsWith('.') && nextStep.endsWith('.')).toBe(true);
    }
  });
});

describe('trying an eye', () => {
  it('tells how many numbers it gives and how long it takes', async () => {
    const file = await written('fine.onnx', averageColour());
    const outcome = await tryOut(file, 'colour');
    expect(outcome).toMatchObject({ ok: true, value: { featureCount: 3 } });
    if (outcome.ok) expect(outcome.value.milliseconds).toBeGreaterThan(0);
  });

  it('refuses one that gives no numbers, others each time, or nothing of that name', async () => {
    const infinity = await written('infinite.onnx', infinite());
    expect(await tryOut(infinity, 'nothing')).toMatchObject({
      problem: { code: 'eye-not-finite' },
    });
    const unsteady = await written('random.onnx', random());
    expect(await tryOut(unsteady, 'noise')).toMatchObject({ problem: { code: 'eye-unsteady' } });
    const fine = await written('named.onnx', averageColour());
    expect(await tryOut(fine, 'other')).toMatchObject({
      problem: { code: 'eye-unsuitable-output-missing', parameters: { output: 'other' } },
    });
    const text = await written('words.onnx', 'Dear diary');
    expect(await tryOut(text, 'colour')).toMatchObject({ problem: { code: 'eye-broken' } });
  });
});

describe('the preview', () => {
  it('shows the middle of a photo in the size of the network, and the range of its numbers', async () => {
    const source = { bytes: await quarters(600, 300).jpeg().toBuffer() };
    const shown = await previewEye(sharp, {
      source,
      width: 40,
      height: 30,
      preset: 'minus-one-to-one',
    });
    if (!shown.ok) throw new Error(shown.problem.code);
    expect(await sharp(shown.value.picture).metadata()).toMatchObject({
      format: 'png',
      width: 40,
      height: 30,
    });
    expect(shown.value.smallest).toBeGreaterThanOrEqual(-1);
    expect(shown.value.largest).toBeLessThanOrEqual(1);
    expect(shown.value.largest - shown.value.smallest).toBeGreaterThan(1);
  });

  it('draws a picture where there is no photo yet, the same each time', async () => {
    const wanted = { source: null, width: 64, height: 64, preset: 'bytes' } as const;
    const [one, other] = [await previewEye(sharp, wanted), await previewEye(sharp, wanted)];
    expect(one).toMatchObject({ ok: true });
    expect(other).toEqual(one);
  });

  it('says what is wrong with a photo', async () => {
    const source = { bytes: Buffer.from('Dear diary') };
    const wanted = { source, width: 64, height: 64, preset: 'bytes' } as const;
    expect(await previewEye(sharp, wanted)).toMatchObject({ problem: { code: 'not-a-picture' } });
  });
});

const SHARED = process.env['PURRCEPTRON_SHARED'] ?? '../shared';
const MOBILE_NET = path.resolve(SHARED, 'eyes/tf2_mobilenet_v2_1.0_224_ptq.onnx');

describe.skipIf(!existsSync(MOBILE_NET))('a real MobileNetV2 (skipped where it is absent)', () => {
  it('is looked into and tried', async () => {
    const inspected = await inspect(MOBILE_NET);
    expect(inspected).toMatchObject({
      value: { width: 224, height: 224, layout: 'NHWC', suggestedPreset: 'minus-one-to-one' },
    });
    if (!inspected.ok) return;
    expect(inspected.value.outputs).toContainEqual({ name: 'features', featureCount: 1280 });
    expect(await tryOut(MOBILE_NET, 'features')).toMatchObject({ value: { featureCount: 1280 } });
  });

  it('is refused when its end is missing', async () => {
    const whole = await readFile(MOBILE_NET);
    const file = await written('cut-mobilenet.onnx', whole.subarray(0, 1_000_000));
    expect(await inspect(file)).toMatchObject({ problem: { code: 'eye-broken' } });
  });
});
