import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadNativeRuntime } from '../../electron/imaging/eyes/native-runtime.ts';
import { Network } from '../../electron/imaging/eyes/network.ts';
import type { Runtime } from '../../electron/imaging/eyes/runtime.ts';
import { loadWebRuntime } from '../../electron/imaging/eyes/web-runtime.ts';
import { FIRST_KEEN_EYE, KEEN_EYE } from '../../electron/imaging/recipe.ts';
import type { EyePreset } from '../../electron/contract.ts';
import { halfAt, halfBits } from '../../scripts/eyes/half.ts';
import { expectFiles } from '../../scripts/eyes/known-files.ts';
import { makeFirstKeen } from '../../scripts/eyes/make-first-keen.ts';
import { makeKeen } from '../../scripts/eyes/make-keen.ts';
import { PACKAGES } from '../make-eyes.ts';
import firstGolden from '../golden/first-keen.json' with { type: 'json' };
import golden from '../golden/keen.json' with { type: 'json' };

/** The pattern that `golden/keen.mjs` and `golden/first-keen.mjs` show to TensorFlow.js. */
function pattern(edge: number): Uint8Array {
  return Uint8Array.from({ length: edge * edge * 3 }, (_, at) => {
    const [channel, x, y] = [at % 3, Math.floor(at / 3) % edge, Math.floor(at / 3 / edge)];
    return ((x * x * (channel + 1) + y * y * (3 - channel) + 8 * x * y) >> 6) & 255;
  });
}

async function featuresOf(
  runtime: Runtime,
  model: Uint8Array,
  preset: EyePreset,
): Promise<Float32Array> {
  const opened = await Network.open(runtime, model);
  if (!opened.ok) throw new Error(opened.problem.code);
  const looked = await opened.value.look(pattern(opened.value.input.width), preset, ['features']);
  await opened.value.release();
  const features = looked.ok ? looked.value.get('features') : undefined;
  if (features === undefined) throw new Error('Expected features');
  return features;
}

function largestDifference(some: Float32Array, others: ArrayLike<number>): number {
  expect(some).toHaveLength(others.length);
  return some.reduce((most, value, at) => Math.max(most, Math.abs(value - (others[at] ?? NaN))), 0);
}

const cases = [
  { eye: KEEN_EYE, make: makeKeen, preset: 'minus-one-to-one' },
  { eye: FIRST_KEEN_EYE, make: makeFirstKeen, preset: 'bytes' },
] as const;

describe.each(cases)('the network of $eye.id', ({ eye, make, preset }) => {
  let made = new Uint8Array();
  beforeAll(async () => {
    made = new Uint8Array(await make(PACKAGES));
  });

  it('is made with the bytes that its eye is known by', async () => {
    expect(createHash('sha256').update(made).digest('hex')).toBe(eye.contentHash);
    expect(made.length).toBe(eye.byteSize);
    expect(Buffer.compare(await make(PACKAGES), made)).toBe(0);
  });

  it('gives the same through both runtimes, to a ten-thousandth', async () => {
    const native = await featuresOf(await loadNativeRuntime(), made, preset);
    const web = await featuresOf(await loadWebRuntime(null), made, preset);
    expect(native).toHaveLength(eye.featureCount);
    expect(largestDifference(native, web)).toBeLessThan(1e-4);
  });
});

describe('the built-in network', () => {
  it('gives what TensorFlow.js gives before the conversion, to a hundred-thousandth', async () => {
    const whole = await makeKeen(PACKAGES, 'float');
    for (const runtime of [await loadNativeRuntime(), await loadWebRuntime(null)]) {
      const features = await featuresOf(runtime, whole, 'minus-one-to-one');
      expect(largestDifference(features, golden.features)).toBeLessThan(1e-5);
    }
  });

  it('loses at most a thousandth by filters in half precision', async () => {
    const features = await featuresOf(
      await loadNativeRuntime(),
      await makeKeen(PACKAGES),
      'minus-one-to-one',
    );
    expect(largestDifference(features, golden.features)).toBeLessThan(1e-3);
  });

  it('gives four directions, each of length 1', async () => {
    const made = await makeKeen(PACKAGES);
    const features = await featuresOf(await loadNativeRuntime(), made, 'minus-one-to-one');
    for (const [start, end] of [
      [0, 320],
      [320, 480],
      [480, 576],
      [576, 640],
    ]) {
      expect(Math.hypot(...features.subarray(start, end))).toBeCloseTo(1, 5);
    }
  });

  it('comes with a licence that names where it is from and what was changed', async () => {
    const licence = await readFile('resources/licences/keen.txt', 'utf8');
    expect(licence).toContain('Apache License');
    expect(licence).toContain('Version 2.0, January 2004');
    expect(licence).toContain('@codait/max-image-segmenter 0.3.0');
    expect(licence).toContain('Changed by Purrceptron');
    const about = await readFile(
      path.join(PACKAGES, '@codait/max-image-segmenter/package.json'),
      'utf8',
    );
    expect(JSON.parse(about)).toMatchObject({ version: '0.3.0', license: KEEN_EYE.licence });
  });
});

describe('the first built-in network', () => {
  it('gives what TensorFlow.js gives before the conversion, to a ten-thousandth', async () => {
    const made = await makeFirstKeen(PACKAGES);
    for (const runtime of [await loadNativeRuntime(), await loadWebRuntime(null)]) {
      const features = await featuresOf(runtime, made, 'bytes');
      expect(largestDifference(features, firstGolden.features)).toBeLessThan(1e-4);
    }
  });

  it('comes from a package with the licence that its eye tells', async () => {
    const licence = await readFile(path.join(PACKAGES, '@vladmandic/human/LICENSE'), 'utf8');
    expect(licence).toContain(`${FIRST_KEEN_EYE.licence} License`);
  });
});

describe('what a network is made from', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-made-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is refused when a byte of it is another', async () => {
    const model = path.join(folder, '@codait/max-image-segmenter/model');
    await mkdir(model, { recursive: true });
    await writeFile(path.join(model, 'model.json'), '{}');
    await expect(makeKeen(folder)).rejects.toThrow(/Expected .*model\.json with SHA-256 d454099c/);
    await expect(expectFiles(model, { 'model.json': 'f' })).rejects.toThrow(/got 44136fa3/);
  });

  it('does not bring the library that its package asks for', async () => {
    const standIn = await readFile(
      path.join(PACKAGES, '@tensorflow/tfjs-node/package.json'),
      'utf8',
    );
    expect(JSON.parse(standIn)).toMatchObject({ private: true });
    expect(JSON.parse(standIn)).not.toHaveProperty('scripts');
    expect(JSON.parse(standIn)).not.toHaveProperty('dependencies');
  });
});

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [-(2 ** -15), 0x8200],
    [1 / 3, 0x3555],
    // Half way between two: the even one.
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2047.999, 0x6800],
  ])('of %d is %i', (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });

  it('is read back as what was written', () => {
    for (const value of [1, -0.333251953125, 6.103515625e-5, 65_504]) {
      const data = Buffer.alloc(2);
      data.writeUInt16LE(halfBits(value));
      expect(halfAt(data)).toBe(value);
    }
  });

  it('is refused where a number is too large, or none', () => {
    expect(() => halfBits(65_520)).toThrow(/65504 at most, got 65520/);
    expect(() => halfBits(NaN)).toThrow(/got NaN/);
  });
});
