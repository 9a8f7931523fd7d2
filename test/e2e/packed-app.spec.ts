import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { migrations } from '../../electron/library/migrations/index.ts';
import { readArchiveIndex } from '../../scripts/packaging/archive-index.ts';
import { describeSize } from '../../scripts/packaging/folder-size.ts';
import { foreignFiles } from '../../scripts/packaging/foreign-files.ts';
import { programIn, resourcesIn } from '../../scripts/packaging/packed-folder.ts';
import { writeVersion } from '../electron/library/earlier-versions.ts';
import {
  answerDrop,
  classified,
  dropFiles,
  expect,
  goTo,
  listModels,
  marksByName,
  openSample,
  test,
} from './app.ts';
import type { PackedApp } from './packed-app.ts';
import { debianFiles, packApp, startPacked } from './packed-app.ts';
import { PLAIN_ANSWER, plainModel, plainWeights, writePlainModel } from './plain-model.ts';

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

async function diagnose({ page }: PackedApp) {
  const outcome = await page.evaluate(() => window.purrceptron.call('app.diagnostics', undefined));
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}

/** User data of version 1, with two photos and a working model. */
async function writeVersionOne(folder: string, userData: string): Promise<void> {
  const photos = path.join(folder, 'photos');
  await mkdir(photos, { recursive: true });
  await mkdir(userData, { recursive: true });
  // Two pictures: copies of one would share a label.
  for (const [name, background] of [
    ['a.jpg', '#777'],
    ['b.jpg', '#a53'],
  ] as const) {
    await sharp({ create: { width: 80, height: 60, channels: 3, background } })
      .jpeg()
      .toFile(path.join(photos, name));
  }
  const database = new Sqlite(writeVersion(userData, 1));
  database.prepare('UPDATE folder SET path = ?').run(photos);
  // What version 1 knew of the photos is what they are.
  const know = database.prepare('UPDATE photo SET content_hash = ? WHERE relative_path = ?');
  for (const name of ['a.jpg', 'b.jpg']) {
    const bytes = await readFile(path.join(photos, name));
    know.run(createHash('sha256').update(bytes).digest('hex'), name);
  }
  // The settings that version 1 did not have must be filled in.
  const { hiddenLayers, learningRate, epochs, minibatchSize, validationFraction, seed } =
    plainModel.settings;
  const settings = { hiddenLayers, learningRate, epochs, minibatchSize, validationFraction, seed };
  database
    .prepare('UPDATE model SET layer_sizes = ?, settings = ?, validation = ?, weights = ?')
    .run(
      JSON.stringify(plainModel.layerSizes),
      JSON.stringify(settings),
      JSON.stringify(plainModel.validation),
      plainWeights,
    );
  database.close();
}

async function train(page: PackedApp['page']) {
  await goTo(page, 'Learn');
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: /right that it had never seen/ })).toBeVisible({
    timeout: 240_000,
  });
}

test('a packed folder has no files for other systems, nothing unused, and one language', async () => {
  const testInfo = test.info();
  testInfo.annotations.push({
    type: 'size of the packed folder',
    description: describeSize(packed),
  });
  console.log(`The packed folder: ${describeSize(packed)}`);

  expect(foreignFiles(packed, resources, { platform, processor: arch })).toEqual([]);
  const files = readArchiveIndex(path.join(resources, 'app.asar'));
  const beside = files.filter(({ unpacked }) => unpacked).map(({ name }) => name);
  const liesBeside = (name: string) =>
    name.startsWith('node_modules/@img/') ||
    name.startsWith('node_modules/libheif-js/') ||
    name.startsWith('node_modules/onnxruntime-node/bin/') ||
    name.startsWith('out/main/eyes/') ||
    name.endsWith('.node');
  expect(beside.filter((name) => !liesBeside(name))).toEqual([]);
  expect(files.filter(({ name, unpacked }) => liesBeside(name) && !unpacked)).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'out/main/eye-seat.js',
      'out/main/heif-worker.js',
      'out/main/kernel-worker.js',
    ]),
  );
  expect(beside.filter((name) => name.startsWith('out/')).sort()).toEqual([
    'out/main/eyes/LICENSE.first-keen.txt',
    'out/main/eyes/LICENSE.keen.txt',
    'out/main/eyes/LICENSE.onnxruntime.txt',
    'out/main/eyes/keen-320@2.onnx',
    'out/main/eyes/keen@1.onnx',
    'out/main/eyes/ort-wasm-simd-threaded.mjs',
    'out/main/eyes/ort-wasm-simd-threaded.wasm',
  ]);
  expect(beside.filter((name) => name.startsWith('node_modules/libheif-js/')).sort()).toEqual([
    'node_modules/libheif-js/LICENSE',
    'node_modules/libheif-js/libheif-wasm/LICENSE',
    'node_modules/libheif-js/libheif-wasm/libheif.js',
    'node_modules/libheif-js/libheif-wasm/libheif.wasm',
    'node_modules/libheif-js/package.json',
  ]);
  const rooms = new Set(files.map(({ name }) => name.split('/').slice(0, 2).join('/')));
  expect([...rooms].sort()).toEqual([
    'LICENSE',
    'node_modules/@emnapi',
    'node_modules/@img',
    'node_modules/better-sqlite3',
    'node_modules/detect-libc',
    'node_modules/libheif-js',
    'node_modules/onnxruntime-common',
    'node_modules/onnxruntime-node',
    'node_modules/semver',
    'node_modules/sharp',
    'node_modules/tslib',
    'out/main',
    'out/preload',
    'out/renderer',
    'package.json',
  ]);
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

test('a packed app in another folder draws the sample, trains, classifies, and has it all after a restart', async ({
  userData,
}) => {
  // Every eye processes all photos, which takes a minute or two on a busy computer.
  test.setTimeout(600_000);
  const first = await startPacked(packed, userData);
  expect(await diagnose(first)).toMatchObject({
    userDataFolder: userData,
    imaging: { decoder: 'native' },
    // There is no native runtime for Intel's Macs.
    eyeRuntime: `${platform}-${arch}` === 'darwin-x64' ? 'webassembly-without-native' : 'native',
  });
  await openSample(first.page);
  await train(first.page);
  expect((await diagnose(first)).arithmetic.build).toMatch(/relaxed|portable/);
  const [model] = await listModels(first.page);
  expect(model?.comparison.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  await goTo(first.page, 'Answers');
  await dropFiles(first.page, [path.join(userData, 'Sample photos')]);
  await answerDrop(first.page, 'Ask a model about them');
  await expect
    .poll(async () => (await classified(first.page)).length, { timeout: 240_000 })
    .toBe(240);
  const probabilities = (await classified(first.page)).map(({ probabilities }) => probabilities);
  expect(probabilities.filter((ofPhoto) => ofPhoto === null)).toEqual([]);
  expect(new Set(probabilities.map((ofPhoto) => ofPhoto?.[0])).size).toBeGreaterThan(100);
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
    environment: { NODE_OPTIONS: `--require=${required}`, ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(app.page.url()).toMatch(/^app:/);
  expect((await diagnose(app)).appVersion).toMatch(/^\d+\.\d+\.\d+$/);
  await app.close();
  await rm(planted, { recursive: true });
  expect(existsSync(proof)).toBe(false);
  expect(app.errors()).not.toMatch(/Debugger listening/);
});

test('a packed app refuses labels of a newer version with a clear message and changes no byte of them', async ({
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
  const alert = app.page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('saved by a newer Purrceptron. Nothing was changed');
  await expect(alert).toContainText('Install the newest Purrceptron');
  await app.page.screenshot({ path: test.info().outputPath('newer-labels.png') });
  await app.close();
  expect((await readFile(file)).equals(before)).toBe(true);
  const files = (await readdir(userData)).filter((name) => name.includes('.sqlite'));
  expect(files).toEqual(['library.sqlite']);
});

test('a packed app migrates labels and models of version 1 and keeps a backup beside them', async ({
  folder,
  userData,
}) => {
  await writeVersionOne(folder, userData);

  const app = await startPacked(packed, userData);
  await app.page.getByRole('button', { name: /Pets/ }).first().click();
  await expect(app.page.getByRole('button', { name: /^cat\s*1$/ })).toBeVisible();
  await expect(app.page.getByRole('button', { name: /^Neither\s*1$/ })).toBeVisible();
  expect(await marksByName(app.page)).toEqual({ 'a.jpg': 1, 'b.jpg': -1 });
  await goTo(app.page, 'Models');
  await expect(app.page.getByText('First').first()).toBeVisible();
  await app.page.screenshot({ path: test.info().outputPath('migrated-models.png') });
  await goTo(app.page, 'Answers');
  await dropFiles(app.page, [path.join(folder, 'photos', 'a.jpg')]);
  await answerDrop(app.page, 'Ask a model about them');
  await expect.poll(async () => (await classified(app.page)).length).toBe(1);
  const [answer] = await classified(app.page);
  expect(answer).toMatchObject({ modelName: 'First', problem: null });
  expect(answer?.probabilities?.[0]).toBeCloseTo(PLAIN_ANSWER, 6);
  expect((await diagnose(app)).databaseVersion).toBe(migrations.length);
  await app.close();

  const backups = (await readdir(userData)).filter((name) => name.includes('backup'));
  expect(backups).toEqual([expect.stringMatching(/^library\.backup-v1-.*\.sqlite$/)]);
  const backup = new Sqlite(path.join(userData, backups[0] ?? ''), { readonly: true });
  expect(backup.pragma('user_version', { simple: true })).toBe(1);
  expect(backup.prepare('SELECT mark FROM photo ORDER BY id').pluck().all()).toEqual([1, -1]);
  expect(backup.prepare('SELECT name FROM model').pluck().all()).toEqual(['First']);
  backup.close();

  const again = await startPacked(packed, userData);
  expect((await diagnose(again)).databaseVersion).toBe(migrations.length);
  await again.close();
  expect((await readdir(userData)).filter((name) => name.includes('backup'))).toEqual(backups);
});

test('a packed app opens the model file that it is started with', async ({ folder, userData }) => {
  const file = path.join(folder, 'Zoë’s model.purrmodel');
  await writePlainModel(file);
  const app = await startPacked(packed, userData, { files: [String(pathToFileURL(file))] });
  await expect(app.page.getByText('“Plain” was opened.').first()).toBeVisible();
  expect(await listModels(app.page)).toMatchObject([{ ...plainModel, isCurrent: true }]);
  await app.close();
});

test('Debian’s package lets the file manager open model files with the app', async () => {
  test.skip(platform !== 'linux', 'Debian’s package is made on Linux.');
  const { entry, types } = await debianFiles(packed);
  expect(entry).toContain('\nExec=/opt/Purrceptron/purrceptron %U\n');
  expect(entry).toContain('\nMimeType=application/x-purrceptron-model;\n');
  expect(types).toMatch(
    /<mime-type type="application\/x-purrceptron-model">\s*<glob pattern="\*\.purrmodel"\/>/,
  );
});
