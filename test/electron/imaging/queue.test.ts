import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decoderWords } from '../../../electron/words/index.ts';
import { ImagingQueue, quarantined } from '../../../electron/imaging/queue.ts';
import { pixelsSeen } from './eyes/from-source.ts';
import { crashingImaging } from './crashing-imaging.ts';

let folder: string;
const wanted = { thumbnail: false, eyes: [pixelsSeen] };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-queue-'));
  const create = { width: 40, height: 30, channels: 3, background: '#2468ac' } as const;
  const bytes = await sharp({ create }).jpeg().toBuffer();
  const names = [...Array(12).keys()].map((n) => `photo ${n}.jpg`);
  for (const name of [...names, 'crash 1.jpg', 'crash 2.jpg']) {
    await writeFile(path.join(folder, name), bytes);
  }
});
afterAll(() => rm(folder, { recursive: true }));

function at(name: string) {
  return path.join(folder, name);
}
function readAll(queue: ImagingQueue, names: string[]) {
  return Promise.all(names.map((name) => queue.read({ source: { path: at(name) }, ...wanted })));
}

describe('the queue in front of the imaging process', () => {
  it('gives the process no more photos at once than it should hold', async () => {
    const imaging = crashingImaging();
    const queue = new ImagingQueue(imaging.host, 3);
    const outcomes = await readAll(
      queue,
      [...Array(12).keys()].map((n) => `photo ${n}.jpg`),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(imaging.mostInHand()).toBe(3);
    expect(imaging.started()).toBe(1);
  });

  it('lets a photo that someone looks at go before those that wait', async () => {
    const imaging = crashingImaging();
    const queue = new ImagingQueue(imaging.host, 1);
    const background = readAll(queue, ['photo 0.jpg', 'photo 1.jpg', 'photo 2.jpg']);
    const source = { path: at('photo 9.jpg') };
    await queue.read({ source, ...wanted }, { priority: 1 });
    await background;
    const order = imaging.given().map((given) => path.basename(given));
    expect(order).toEqual(['photo 0.jpg', 'photo 9.jpg', 'photo 1.jpg', 'photo 2.jpg']);
  });

  it('never begins what was cancelled while it waited', async () => {
    const imaging = crashingImaging();
    const queue = new ImagingQueue(imaging.host, 1);
    const abort = new AbortController();
    const first = queue.read({ source: { path: at('photo 0.jpg') }, ...wanted });
    const second = queue.read(
      { source: { path: at('photo 1.jpg') }, ...wanted },
      { signal: abort.signal },
    );
    abort.abort();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(imaging.given()).toEqual([at('photo 0.jpg')]);
  });

  it('quarantines the photos that kill the process twice and reads all others', async () => {
    const imaging = crashingImaging();
    const queue = new ImagingQueue(imaging.host, 3);
    const names = [...Array(12).keys()].map((n) => `photo ${n}.jpg`);
    names.splice(2, 0, 'crash 1.jpg');
    names.splice(9, 0, 'crash 2.jpg');
    const outcomes = await readAll(queue, names);
    outcomes.forEach((outcome, index) => {
      if (names[index]?.startsWith('crash')) {
        expect(outcome).toEqual({ ok: false, problem: quarantined });
      } else {
        expect(outcome, names[index]).toMatchObject({ ok: true });
      }
    });
    for (const name of ['crash 1.jpg', 'crash 2.jpg']) {
      expect(imaging.given().filter((given) => given === at(name))).toHaveLength(2);
    }
  });

  it('reads a photo that was in hand when the process was killed', async () => {
    const imaging = crashingImaging();
    const queue = new ImagingQueue(imaging.host, 2);
    await queue.diagnose();
    const outcomes = readAll(queue, ['photo 0.jpg', 'photo 1.jpg', 'photo 2.jpg']);
    await expect.poll(() => imaging.given().length).toBeGreaterThan(0);
    imaging.kill();
    expect((await outcomes).every(({ ok }) => ok)).toBe(true);
    expect(imaging.started()).toBe(2);
  });

  it('takes the WebAssembly decoder when the native one dies twice while loading', async () => {
    const imaging = crashingImaging({ CRASH_WHILE_LOADING: 'native' });
    const queue = new ImagingQueue(imaging.host, 2);
    const outcomes = await readAll(queue, ['photo 0.jpg', 'photo 1.jpg', 'photo 2.jpg']);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(imaging.started()).toBe(3);
    const report = await queue.diagnose();
    expect(report).toEqual({ decoder: 'webassembly', why: 'stopped-working' });
    expect(decoderWords(report)).toContain('the fast one stopped working');
  });

  it('gives up in words when no decoder can be loaded', async () => {
    const imaging = crashingImaging({ CRASH_WHILE_LOADING: 'always' });
    const queue = new ImagingQueue(imaging.host, 2);
    await expect(readAll(queue, ['photo 0.jpg'])).rejects.toThrow('could not be started');
    expect(imaging.started()).toBe(4);
  });
});
