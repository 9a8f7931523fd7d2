import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decoderWords } from '../../../electron/words/index.ts';
import { loadDecoder } from '../../../electron/imaging/decoder.ts';
import { ImagingQueue } from '../../../electron/imaging/queue.ts';
import { pixelsIn, pixelsSeen } from './eyes/from-source.ts';
import { crashingImaging } from './crashing-imaging.ts';
import { largestDifference, noise, quarters } from './photos.ts';

/** The input from a process with that decoder. */
async function featuresBy(environment: Record<string, string>, bytes: Uint8Array) {
  const queue = new ImagingQueue(crashingImaging(environment).host);
  const outcome = await queue.read({ source: { bytes }, thumbnail: true, eyes: [pixelsSeen] });
  if (!outcome.ok) throw new Error('Expected features');
  return { features: pixelsIn(outcome.value), diagnosis: await queue.diagnose() };
}

describe('the decoder', () => {
  it('is native where nothing stands against it, and says so', async () => {
    const { report } = await loadDecoder('not needed', false);
    expect(report).toEqual({ decoder: 'native' });
    expect(decoderWords(report)).toContain('fast decoder');
  });

  it('is WebAssembly when asked for, and sees nearly the same pixels', async () => {
    const make = [quarters(600, 450).png(), noise(600, 450).jpeg(), quarters(200, 300).webp()];
    for (const picture of make) {
      const bytes = await picture.toBuffer();
      const native = await featuresBy({}, bytes);
      const webAssembly = await featuresBy({ PURRCEPTRON_DECODER: 'webassembly' }, bytes);
      expect(native.diagnosis.decoder).toBe('native');
      expect(webAssembly.diagnosis.decoder).toBe('webassembly');
      expect(decoderWords(webAssembly.diagnosis)).toContain('slower');
      expect(largestDifference(native.features, webAssembly.features)).toBeLessThanOrEqual(2);
    }
  });

  it('uses one thread a photo and keeps nothing between photos', async () => {
    await loadDecoder('not needed', false);
    expect(sharp.concurrency()).toBe(1);
    expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
  });

  it('comes as WebAssembly in the version of the native one', async () => {
    const packageFile = (name: string) =>
      import(
        fileURLToPath(new URL(`../../../node_modules/${name}/package.json`, import.meta.url)),
        {
          with: { type: 'json' },
        }
      ) as Promise<{ default: { version: string } }>;
    const [native, webAssembly] = await Promise.all(
      ['sharp', '@img/sharp-wasm32'].map(packageFile),
    );
    expect(webAssembly?.default.version).toBe(native?.default.version);
  });
});
