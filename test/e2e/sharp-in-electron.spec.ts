import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSharedLibrary } from '../../scripts/isolate-sharp/elf.ts';
import type { SharedLibrary } from '../../scripts/isolate-sharp/elf.ts';
import { isolatedName, planRenaming } from '../../scripts/isolate-sharp/names.ts';
import { sharpFilesIn } from '../../scripts/isolate-sharp/state.ts';
import { appEnvironment, ensureRuntime } from '../../scripts/runtime/runtime.ts';
import { expect, test } from './app.ts';
import { writePhotos } from './photos-of-all-formats.ts';

const PHOTO_COUNT = 2000;
const APP = fileURLToPath(new URL('fixtures/sharp-app', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const files = process.platform === 'linux' ? sharpFilesIn(MODULES, process.arch) : null;

interface Report {
  digests: Record<string, string>;
  milliseconds: number;
  libraries: string[];
}

async function run(program: string, args: string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { exitCode, signal, errors };
}

function readLibrary(file: string): SharedLibrary {
  const bytes = readFileSync(file);
  return readSharedLibrary((at, length) => bytes.subarray(at, at + length), bytes.length);
}

test('sharp reads 2,000 photos of all formats in Electron as it does in Node, without a message from GLib', async ({
  folder,
}, testInfo) => {
  test.skip(files === null, 'Electron brings a GLib of its own only on Linux with glibc.');
  if (files === null) return;
  test.setTimeout(300_000);
  const photos = path.join(folder, 'photos');
  await mkdir(photos);
  await writePhotos(photos, PHOTO_COUNT);

  const nodeReport = path.join(folder, 'node.json');
  const inNode = await run(process.execPath, [path.join(APP, 'reader.mjs')], {
    ...process.env,
    PHOTOS: photos,
    REPORT: nodeReport,
  });
  expect(inNode).toEqual({ exitCode: 0, signal: null, errors: '' });

  const runtime = await ensureRuntime();
  const electronReport = path.join(folder, 'electron.json');
  const inElectron = await run(runtime.electronPath, [...runtime.launchArguments, APP], {
    ...appEnvironment(runtime),
    PHOTOS: photos,
    REPORT: electronReport,
  });
  expect(inElectron.errors.split('\n').filter((line) => /glib|gobject/i.test(line))).toEqual([]);
  expect(inElectron).toMatchObject({ exitCode: 0, signal: null });

  const expected = JSON.parse(await readFile(nodeReport, 'utf8')) as Report;
  const actual = JSON.parse(await readFile(electronReport, 'utf8')) as Report;
  expect(Object.keys(expected.digests)).toHaveLength(PHOTO_COUNT);
  expect(actual.digests).toEqual(expected.digests);
  testInfo.annotations.push({
    type: 'time for 2,000 photos',
    description: `Node ${expected.milliseconds.toFixed(0)} ms, Electron ${actual.milliseconds.toFixed(0)} ms`,
  });

  await test.step('the collision that the renaming avoids is there, and the new names are free', () => {
    const others = actual.libraries.filter(
      (file) => existsSync(file) && file !== files.nodeFile && file !== files.libFile,
    );
    const exported = new Set(
      others.flatMap((file) =>
        readLibrary(file)
          .symbols.filter((symbol) => symbol.exported)
          .map(({ name }) => name),
      ),
    );
    const { shared } = planRenaming(readLibrary(files.nodeFile), readLibrary(files.libFile));
    expect(shared).not.toEqual([]);
    expect(shared.filter((name) => exported.has(name))).toEqual(shared);
    expect(shared.filter((name) => exported.has(isolatedName(name)))).toEqual([]);
  });
});
