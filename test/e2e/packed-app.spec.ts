import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import Sqlite from 'better-sqlite3';
import { readArchiveIndex } from '../../scripts/packaging/archive-index.ts';
import { describeSize } from '../../scripts/packaging/folder-size.ts';
import { foreignFiles } from '../../scripts/packaging/foreign-files.ts';
import { programIn, resourcesIn } from '../../scripts/packaging/packed-folder.ts';
import { classified, dropFiles, expect, goTo, openSample, test } from './app.ts';
import type { PackedApp } from './packed-app.ts';
import { packApp, startPacked } from './packed-app.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const { platform, arch } = process;
let place = '';
let packed = '';
let resources = '';

test.beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'purrceptron-packed-'));
  ({ packed } = await packApp(place));
  resources = resourcesIn(packed, platform);
});

test.afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 5 }));

const diagnose = async ({ page }: PackedApp) => {
  const outcome = await page.evaluate(() => window.purrceptron.call('app.diagnostics', undefined));
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
};

const train = async (page: PackedApp['page']) => {
  await goTo(page, 'Train');
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: /right that it had never seen/ })).toBeVisible({
    timeout: 60_000,
  });
};

test('a packed folder has nothing for other systems, only native files and eyes beside its archive, and one language', async () => {
  const testInfo = test.info();
  testInfo.annotations.push({
    type: 'size of the packed folder',
    description: describeSize(packed),
  });
  console.log(`The packed folder: ${describeSize(packed)}`);

  expect(foreignFiles(packed, resources, { platform, processor: arch })).toEqual([]);
  const files = readArchiveIndex(path.join(resources, 'app.asar'));
  const beside = files.filter(({ unpacked }) => unpacked).map(({ name }) => name);
  const isNative = (name: string) =>
    name.startsWith('node_modules/@img/') || name.endsWith('.node');
  expect(beside.filter((name) => !isNative(name)).sort()).toEqual(
    ['LICENSE.keen.txt', 'LICENSE.onnxruntime.txt', 'keen.onnx']
      .concat(['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'])
      .map((name) => `out/main/eyes/${name}`),
  );
  expect(files.filter(({ name, unpacked }) => isNative(name) && !unpacked)).toEqual([]);
  expect(files.map(({ name }) => name.split('/').slice(0, 2).join('/'))).toEqual(
    expect.arrayContaining(['out/main', 'out/preload', 'out/renderer', 'node_modules/sharp']),
  );
  expect(files.filter(({ name }) => /^(core|electron|renderer|scripts|test)\//.test(name))).toEqual(
    [],
  );
  if (platform !== 'darwin') {
    const languages = await readdir(path.join(packed, 'locales'));
    expect(languages.filter((name) => !name.startsWith('en'))).toEqual([]);
    expect(languages).toContain('en-US.pak');
  }
});

test('the packed app’s fuses are set', async () => {
  const wire = await getCurrentFuseWire(programIn(packed, platform));
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: FuseState.DISABLE,
    [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  });
});

test('a packed app in another folder draws the sample, trains, classifies, and finds it all again', async ({
  userData,
}) => {
  const first = await startPacked(packed, userData);
  expect(await diagnose(first)).toMatchObject({
    userDataFolder: userData,
    imaging: 'Photos are read by the fast decoder.',
  });
  await openSample(first.page);
  await train(first.page);
  await goTo(first.page, 'Classify');
  await dropFiles(first.page, [path.join(userData, 'Sample photos')]);
  await expect
    .poll(async () => (await classified(first.page)).length, { timeout: 60_000 })
    .toBe(240);
  const probabilities = (await classified(first.page)).map(({ probability }) => probability);
  expect(probabilities.filter((probability) => probability === null)).toEqual([]);
  expect(new Set(probabilities).size).toBeGreaterThan(100);
  await first.close();
  expect(
    first
      .errors()
      .split('\n')
      .filter((line) => /glib|gobject/i.test(line)),
  ).toEqual([]);

  const second = await startPacked(packed, userData);
  await expect(
    second.page.getByRole('button', { name: /Sample cats and dogs/ }).first(),
  ).toBeVisible();
  await goTo(second.page, 'Models');
  await expect(second.page.getByText(/Sample cats and dogs/).first()).toBeVisible();
  await second.close();
});

test('a packed app takes no code from a folder beside its archive, from the environment or from a debugger', async ({
  folder,
  userData,
}) => {
  const proof = path.join(folder, 'foreign code ran');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'yes');`;
  const planted = path.join(resources, 'app');
  await mkdir(planted);
  await writeFile(path.join(planted, 'package.json'), '{"name":"planted","main":"main.js"}');
  await writeFile(path.join(planted, 'main.js'), code);
  const required = path.join(folder, 'required.cjs');
  await writeFile(required, code);

  const app = await startPacked(packed, userData, {
    NODE_OPTIONS: `--require=${required}`,
    ELECTRON_RUN_AS_NODE: '1',
  });
  expect(app.page.url()).toMatch(/^app:/);
  expect((await diagnose(app)).appVersion).toMatch(/^\d+\.\d+\.\d+$/);
  await app.close();
  await rm(planted, { recursive: true });
  expect(existsSync(proof)).toBe(false);
  expect(app.errors()).not.toMatch(/Debugger listening/);
});

test('a packed app refuses the labels of a newer one in plain words and changes no byte of them', async ({
  userData,
}) => {
  await mkdir(userData, { recursive: true });
  const file = path.join(userData, 'library.sqlite');
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE from_the_future (label TEXT); PRAGMA user_version = 999');
  database.close();
  const before = await readFile(file);

  const app = await startPacked(packed, userData);
  await expect(
    app.page.getByText(/saved by a newer Purrceptron. Nothing was changed/),
  ).toBeVisible();
  await expect(app.page.getByText(/Install the newest Purrceptron/)).toBeVisible();
  await app.page.screenshot({ path: test.info().outputPath('newer-labels.png') });
  await app.close();
  expect((await readFile(file)).equals(before)).toBe(true);
  const files = (await readdir(userData)).filter((name) => name.includes('.sqlite'));
  expect(files).toEqual(['library.sqlite']);
});
