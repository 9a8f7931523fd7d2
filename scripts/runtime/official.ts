import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { forget, isRemembered, remember } from './cache.ts';
import { collect } from './child.ts';
import { PROJECT_FOLDER } from './project.ts';

const ELECTRON_FOLDER = path.join(PROJECT_FOLDER, 'node_modules', 'electron');
const DOWNLOAD_LIMIT = 15 * 60_000;
const PROBE_LIMIT = 8_000;
const FAILURE_HOLDS = 6 * 60 * 60_000;

/** The version of Electron that package.json names. */
export function officialVersion(): string {
  const text = readFileSync(path.join(ELECTRON_FOLDER, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The program inside a folder with a runtime. */
export function programName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** The folder of the Electron that is installed in node_modules, or null. */
export function installedRuntime(): string | null {
  const folder = path.join(ELECTRON_FOLDER, 'dist');
  try {
    const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    if (version !== officialVersion()) return null;
  } catch {
    return null;
  }
  return existsSync(path.join(folder, programName(process.platform))) ? folder : null;
}

/** Set by people who download Electron another way; then the usual address is not checked first. */
function hasOwnWay(): boolean {
  return ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'].some(
    (name) => process.env[name],
  );
}

/** Firewalls often drop packets instead of refusing them, and the download itself waits for minutes. */
async function isReachable(version: string): Promise<boolean> {
  const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  try {
    const signal = AbortSignal.timeout(PROBE_LIMIT);
    return (await fetch(address, { method: 'HEAD', signal })).ok;
  } catch {
    return false;
  }
}

function failure(version: string): string {
  return `no-download-of-electron-${version}`;
}

/** Whether a download failed within the last hours: then it is not tried again. */
export function downloadFailedLately(): boolean {
  return isRemembered(failure(officialVersion()), FAILURE_HOLDS);
}

/** Downloads the official Electron into node_modules; its folder, or null when that is not possible. */
export async function downloadRuntime(say: (line: string) => void): Promise<string | null> {
  const version = officialVersion();
  if (hasOwnWay() || (await isReachable(version))) {
    say(`Downloading Electron ${version} once.`);
    await collect(process.execPath, [path.join(ELECTRON_FOLDER, 'install.js')], {
      environment: { ...process.env, NODE_USE_ENV_PROXY: '1' },
      timeLimit: DOWNLOAD_LIMIT,
    });
  }
  const folder = installedRuntime();
  if (folder === null) remember(failure(version));
  else forget(failure(version));
  return folder;
}
