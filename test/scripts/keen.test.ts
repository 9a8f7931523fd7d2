import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRuntime } from '../../electron/imaging/eyes/runtime.ts';
import { Network } from '../../electron/imaging/eyes/network.ts';
import { keenEye } from '../../electron/imaging/recipe.ts';
import { makeKeen } from '../../scripts/keen/make-keen.ts';
import { packages } from '../make-keen.ts';
import golden from '../golden/keen.json' with { type: 'json' };

const edge = 256;

/** The pattern that `golden/keen.mjs` shows to TensorFlow.js. */
const pattern = Uint8Array.from({ length: edge * edge * 3 }, (_, at) => {
  const [channel, x, y] = [at % 3, Math.floor(at / 3) % edge, Math.floor(at / 3 / edge)];
  return ((x * x * (channel + 1) + y * y * (3 - channel) + 8 * x * y) >> 6) & 255;
});

describe('the built-in network', () => {
  let made = new Uint8Array();
  beforeAll(async () => {
    made = new Uint8Array(await makeKeen(packages));
  });

  it('is made with the bytes that its eye is known by', async () => {
    expect(createHash('sha256').update(made).digest('hex')).toBe(keenEye.contentHash);
    expect(made.length).toBe(keenEye.byteSize);
    expect(Buffer.compare(await makeKeen(packages), made)).toBe(0);
  });

  it('gives what TensorFlow.js gives before the conversion, to a ten-thousandth', async () => {
    const opened = await Network.open(await loadRuntime(null), made);
    if (!opened.ok) throw new Error(opened.problem.code);
    const looked = await opened.value.look(pattern, 'bytes', ['features']);
    const features = looked.ok ? looked.value.get('features') : undefined;
    expect(features).toHaveLength(keenEye.featureCount);
    features?.forEach((value, at) => {
      expect(Math.abs(value - (golden.features[at] ?? NaN))).toBeLessThan(1e-4);
    });
  });

  it('comes from a package with the licence that its eye tells', async () => {
    const licence = await readFile(path.join(packages, '@vladmandic/human/LICENSE'), 'utf8');
    expect(licence).toContain(`${keenEye.licence} License`);
  });
});
