import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseRuntime, runtimeLoaders } from '../../../../electron/imaging/eyes/choose-runtime.ts';
import { CrashJournal } from '../../../../electron/imaging/eyes/crash-journal.ts';
import { Eyes } from '../../../../electron/imaging/eyes/eyes.ts';
import { eyePlaces } from '../../../../electron/imaging/eyes/places.ts';
import { NATIVE_RUNTIME } from '../../../../electron/imaging/eyes/native-runtime.ts';
import { ImagingQueue } from '../../../../electron/imaging/queue.ts';
import { readPhoto } from '../../../../electron/imaging/read.ts';
import { KEEN_EYE } from '../../../../electron/imaging/recipe.ts';
import { crashingImaging } from '../crashing-imaging.ts';
import { quarters } from '../photos.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-runtime-'));
  file = path.join(folder, 'crashes.json');
});
afterEach(() => rm(folder, { recursive: true }));

function journal(subject = NATIVE_RUNTIME) {
  return new CrashJournal(file, subject);
}
const loaders = runtimeLoaders(null);

/** What a process leaves behind that ends in the middle. */
function crashed(): void {
  void journal().during(true, () => new Promise(() => undefined));
}

describe('the runtime', () => {
  it('is known by the version that is installed', async () => {
    const about = JSON.parse(await readFile('node_modules/onnxruntime-node/package.json', 'utf8'));
    expect(NATIVE_RUNTIME).toBe(`${about.name} ${about.version}`);
  });

  it('is the native one where it can be loaded', async () => {
    expect(await chooseRuntime(loaders, journal())).toMatchObject({ code: 'native' });
    expect(existsSync(file)).toBe(false);
  });

  it('is the one in WebAssembly where there is no native file, or it cannot be loaded', async () => {
    const missing = Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
    const damaged = Object.assign(new Error('invalid ELF header'), { code: 'ERR_DLOPEN_FAILED' });
    for (const [error, code] of [
      [missing, 'webassembly-without-native'],
      [damaged, 'webassembly-after-failure'],
    ] as const) {
      const native = () => Promise.reject(error);
      const chosen = await chooseRuntime({ ...loaders, native }, journal());
      expect(chosen.code).toBe(code);
      expect(chosen.runtime.tensor(new Float32Array(3), [1, 3]).dims).toEqual([1, 3]);
    }
  });

  it('is the one in WebAssembly after the native one ended two processes in a row', async () => {
    crashed();
    // The first one after a crash is for the photos that waited.
    expect((await chooseRuntime(loaders, journal())).code).toBe('webassembly-after-crashes');
    expect((await chooseRuntime(loaders, journal())).code).toBe('native');
    crashed();
    for (let start = 0; start < 3; start++) {
      expect((await chooseRuntime(loaders, journal())).code).toBe('webassembly-after-crashes');
    }
    expect((await chooseRuntime(loaders, journal('the next version'))).code).toBe('native');
  });

  it('has a clean record again once it has looked at something', async () => {
    crashed();
    expect(journal().mayTry()).toBe(false);
    expect(journal().mayTry()).toBe(true);
    await journal().during(true, async () => undefined);
    expect(existsSync(file)).toBe(false);
    crashed();
    expect(journal().mayTry()).toBe(false);
    expect(journal().mayTry()).toBe(true);
  });

  it('is tried again where the record cannot be read or written', async () => {
    await writeFile(file, 'Dear diary');
    expect(journal().mayTry()).toBe(true);
    const nowhere = new CrashJournal(
      path.join(folder, 'not-there', 'crashes.json'),
      NATIVE_RUNTIME,
    );
    expect(await nowhere.during(true, async () => 'went well')).toBe('went well');
    expect(nowhere.mayTry()).toBe(true);
  });
});

describe('the built-in eye', () => {
  const entry = new URL('../../../../electron/imaging/process.ts', import.meta.url).href;
  const places = () => ({ ...eyePlaces(entry), crashes: file });

  const seen = async (eyes: Eyes, bytes: Uint8Array): Promise<Float32Array> => {
    const request = { source: { bytes }, thumbnail: false, eyes: [{ id: KEEN_EYE.id, own: null }] };
    const outcome = await readPhoto(sharp, eyes, request);
    const features = outcome.ok ? outcome.value.features[KEEN_EYE.id] : null;
    if (!(features instanceof Float32Array)) throw new Error('Expected features');
    return features;
  };

  it('sees through WebAssembly what it sees through the native runtime, to a ten-thousandth', async () => {
    const bytes = await quarters(600, 450).jpeg().toBuffer();
    const native = new Eyes(places());
    const some = await seen(native, bytes);
    expect(await native.runtimeCode()).toBe('native');
    expect(existsSync(file)).toBe(false);
    crashed();
    const web = new Eyes(places());
    const others = await seen(web, bytes);
    expect(await web.runtimeCode()).toBe('webassembly-after-crashes');
    some.forEach((value, at) => expect(value).toBeCloseTo(others[at] ?? NaN, 4));
    // What looks well through WebAssembly says nothing of the native one.
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ crashes: 1 });
  });

  it('sees photos on several threads as it sees them one after another', async () => {
    const pictures = await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        quarters(300 + 10 * turn, 200)
          .jpeg()
          .toBuffer(),
      ),
    );
    const eyes = new Eyes(places());
    const one = [];
    for (const bytes of pictures) one.push(await seen(eyes, bytes));
    expect(await Promise.all(pictures.map((bytes) => seen(eyes, bytes)))).toEqual(one);
  });

  it(
    'sees every photo also where the native runtime ends the process, which is given up after two',
    {
      // Five processes load a decoder and a runtime each.
      timeout: 120_000,
    },
    async () => {
      const bytes = await quarters(600, 450).jpeg().toBuffer();
      const request = {
        source: { bytes },
        thumbnail: false,
        eyes: [{ id: KEEN_EYE.id, own: null }],
      };
      const processes = [];
      for (let start = 0; start < 3; start++) {
        const environment = { PURRCEPTRON_EYE_CRASHES: file, CRASH_WHILE_LOOKING: 'native' };
        const imaging = crashingImaging(environment);
        const queue = new ImagingQueue(imaging.host);
        try {
          const outcomes = await Promise.all([queue.read(request), queue.read(request)]);
          expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
          const { runtime } = await queue.diagnoseEyes();
          expect(runtime).toBe('webassembly-after-crashes');
          processes.push(imaging.started());
        } finally {
          imaging.host.stop();
        }
      }
      // The third time it is not tried any more.
      expect(processes).toEqual([2, 2, 1]);
    },
  );

  it('is told with what it runs on by the process', async () => {
    const { host } = crashingImaging({ PURRCEPTRON_EYE_CRASHES: file });
    try {
      expect(await host.call('diagnoseEyes', undefined)).toEqual({ runtime: 'native' });
    } finally {
      host.stop();
    }
  });
});
