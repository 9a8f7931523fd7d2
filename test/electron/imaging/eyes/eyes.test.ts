import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHAPES_FEATURE_COUNT } from '../../../../core/index.ts';
import type { EyePreset } from '../../../../electron/contract.ts';
import { readModelFile } from '../../../../electron/imaging/eyes/model-file.ts';
import type { EyeReference, PhotoSource } from '../../../../electron/imaging/operations.ts';
import { readPhoto } from '../../../../electron/imaging/read.ts';
import {
  FIRST_KEEN_EYE,
  KEEN_EYE,
  ownEyeId,
  shapesEye,
} from '../../../../electron/imaging/recipe.ts';
import { noise, quarters } from '../photos.ts';
import { eyesFromSource, pixelsSeen } from './from-source.ts';
import { averageColour, infinite, mirror } from './small-networks.ts';

const eyes = eyesFromSource();
const keen: EyeReference = { id: KEEN_EYE.id, own: null };
const shapes: EyeReference = { id: shapesEye.id, own: null };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-eyes-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An eye of one's own over a network's file. */
async function ownEye(
  modelFile: string,
  output: string,
  preset: EyePreset = 'bytes',
): Promise<EyeReference> {
  const model = await readModelFile(modelFile);
  if (!model.ok) throw new Error(model.problem.code);
  const id = ownEyeId(model.value.contentHash, preset, output);
  return { id, own: { modelFile, preset, output } };
}

async function written(name: string, model: Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, model);
  return file;
}

function read(source: PhotoSource, seen: EyeReference[], thumbnail = false) {
  return readPhoto(sharp, eyes, { source, thumbnail, eyes: seen });
}

async function seenThrough(eye: EyeReference, bytes: Uint8Array) {
  const outcome = await read({ bytes }, [eye]);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  const features = outcome.value.features[eye.id];
  if (features === undefined) throw new Error(`Expected features of ${eye.id}`);
  return features;
}

function expectClose(some: ArrayLike<number>, others: ArrayLike<number>, most: number) {
  expect(some).toHaveLength(others.length);
  Array.from(some, (value, at) => expect(Math.abs(value - (others[at] ?? NaN))).toBeLessThan(most));
}

describe('the built-in eyes', () => {
  it('give what they promise for a photo, one entry for each that was asked for', async () => {
    const bytes = await quarters(600, 450).jpeg().toBuffer();
    const outcome = await read({ bytes }, [pixelsSeen, shapes, keen]);
    if (!outcome.ok) throw new Error(outcome.problem.code);
    const { features } = outcome.value;
    expect(Object.keys(features)).toEqual([pixelsSeen.id, shapes.id, keen.id]);
    expect(features[pixelsSeen.id]).toBeInstanceOf(Uint8Array);
    expect(features[shapes.id]).toHaveLength(shapesEye.valueCount);
    expect(shapesEye.featureCount).toBe(SHAPES_FEATURE_COUNT);
    expect(features[keen.id]).toBeInstanceOf(Float32Array);
    expect(features[keen.id]).toHaveLength(KEEN_EYE.featureCount);
  });

  it('see the same to the last bit whatever else is asked for, and whoever else is at work', async () => {
    const bytes = await noise(600, 450).jpeg().toBuffer();
    const others = await Promise.all(
      [1, 2, 3].map((turn) =>
        noise(200 + turn, 300)
          .jpeg()
          .toBuffer(),
      ),
    );
    const alone = await seenThrough(keen, bytes);
    const [among, withAll] = await Promise.all([
      seenThrough(keen, bytes),
      read({ bytes }, [shapes, keen, pixelsSeen], true),
      ...others.map((other) => seenThrough(keen, other)),
    ]);
    expect(among).toEqual(alone);
    expect(withAll).toMatchObject({ ok: true, value: { features: { [keen.id]: alone } } });
  });

  it('see a photo that its camera turned as they see it upright', async () => {
    const upright = await quarters(600, 450).png().toBuffer();
    const turned = await sharp(upright)
      .rotate(270)
      .png()
      .toBuffer()
      .then((bytes) => sharp(bytes).withMetadata({ orientation: 6 }).png().toBuffer());
    expect((await sharp(turned).metadata()).orientation).toBe(6);
    // Scaling rounds a column before a row, so that single bytes may differ by one.
    expectClose(await seenThrough(shapes, turned), await seenThrough(shapes, upright), 1.5);
    expectClose(await seenThrough(keen, turned), await seenThrough(keen, upright), 0.02);
  });

  it('that were retired see what they saw, beside the ones that came after them', async () => {
    const bytes = await quarters(600, 450).jpeg().toBuffer();
    const first: EyeReference = { id: FIRST_KEEN_EYE.id, own: null };
    const alone = await seenThrough(first, bytes);
    expect(alone).toHaveLength(FIRST_KEEN_EYE.featureCount);
    const both = await read({ bytes }, [keen, first]);
    expect(both).toMatchObject({ ok: true, value: { features: { [first.id]: alone } } });
  });

  it('tell what is wrong with a photo as ever', async () => {
    const whole = await noise(600, 450).jpeg().toBuffer();
    const cut = whole.subarray(0, whole.length / 2);
    expect(await read({ bytes: cut }, [keen])).toMatchObject({ problem: { code: 'truncated' } });
  });
});

describe("an eye of one's own", () => {
  it('is shown the colours in the order and range that its preset tells', async () => {
    const create = { width: 90, height: 60, channels: 3, background: '#ff8000' } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    const file = await written('colour.onnx', averageColour());
    const colour = (preset: EyePreset) =>
      ownEye(file, 'colour', preset).then((eye) => seenThrough(eye, bytes));
    const half = 128 / 255;
    expectClose(await colour('bytes'), [255, 128, 0], 1e-3);
    expectClose(await colour('zero-to-one'), [1, half, 0], 1e-5);
    expectClose(await colour('minus-one-to-one'), [1, 2 * half - 1, -1], 1e-5);
    const torchvision = [(1 - 0.485) / 0.229, (half - 0.456) / 0.224, -0.406 / 0.225];
    expectClose(await colour('imagenet'), torchvision, 1e-4);
    expectClose(await colour('caffe'), [-103.939, 128 - 116.779, 255 - 123.68], 1e-3);
  });

  it('may want its channels first or last, and gives the average of a layer that has places', async () => {
    const create = { width: 90, height: 60, channels: 3, background: '#ff8000' } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    for (const shape of [
      [1, 3, 8, 12],
      ['batch', 8, 12, 3],
      ['batch', 3, 'height', 'width'],
    ]) {
      const file = await written(`mirror-${shape.join('-')}.onnx`, mirror(shape));
      expectClose(await seenThrough(await ownEye(file, 'layer'), bytes), [255, 128, 0], 1e-3);
    }
  });

  it('is loaded again when others were used since, also while they take turns', async () => {
    const bytes = await quarters(90, 60).jpeg().toBuffer();
    const own = await Promise.all(
      [8, 9, 10, 11].map(async (edge) => {
        const file = await written(`turn-${edge}.onnx`, averageColour([1, 3, edge, edge]));
        return ownEye(file, 'colour');
      }),
    );
    const once = await Promise.all(own.map((eye) => seenThrough(eye, bytes)));
    const turns = await Promise.all(
      [...own, ...own.toReversed(), ...own].map((eye) => seenThrough(eye, bytes)),
    );
    expect(turns).toEqual([...once, ...once.toReversed(), ...once]);
  });

  it('is told from a broken photo when it is gone, changed, broken, or gives no numbers', async () => {
    const bytes = await quarters(90, 60).jpeg().toBuffer();
    const problemOf = async (eye: EyeReference) => {
      const outcome = await read({ bytes }, [eye]);
      return outcome.ok ? 'none' : outcome.problem.code;
    };
    const file = await written('comes-and-goes.onnx', averageColour([1, 3, 12, 12]));
    const eye = await ownEye(file, 'colour');
    await rm(file);
    expect(await problemOf(eye)).toBe('eye-file-missing');
    await writeFile(file, averageColour([1, 3, 16, 16]));
    expect(await problemOf(eye)).toBe('eye-changed');
    await writeFile(file, averageColour([1, 3, 12, 12]));
    expect(await problemOf(eye)).toBe('none');
    const text = await written('text.onnx', Buffer.from('not a network'));
    expect(await problemOf(await ownEye(text, 'colour'))).toBe('eye-broken');
    const zero = await written('zero.onnx', infinite());
    expect(await problemOf(await ownEye(zero, 'nothing'))).toBe('eye-not-finite');
  });
});

const SHARED = process.env['PURRCEPTRON_SHARED'] ?? '../shared';
const MOBILE_NET = path.resolve(SHARED, 'eyes/tf2_mobilenet_v2_1.0_224_ptq.onnx');

describe.skipIf(!existsSync(MOBILE_NET))('a real MobileNetV2 (skipped where it is absent)', () => {
  it('sees photos like the built-in eyes do', async () => {
    const file = path.join(folder, 'mobilenet.onnx');
    await copyFile(MOBILE_NET, file);
    const eye = await ownEye(file, 'features', 'minus-one-to-one');
    const upright = await quarters(600, 450).png().toBuffer();
    const features = await seenThrough(eye, upright);
    expect(features).toHaveLength(1280);
    expect(await seenThrough(eye, upright)).toEqual(features);
  });
});
