import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, makeOnce } from './cache.ts';
import { collect, findProgram } from './child.ts';
import { RuntimeProblem } from './problem.ts';
import { PROJECT_FOLDER } from './project.ts';
import { ensureBuildTools } from './system.ts';

/** The Node-API that better-sqlite3's shipped files need. */
export const SHIPPED_NODE_API = 10;

const BUILD_LIMIT = 20 * 60_000;
const MODULES = path.join(PROJECT_FOLDER, 'node_modules');
const SOURCE = path.join(MODULES, 'better-sqlite3');
const SHIM_NAME = 'boxed-references.h';
const SHIM = fileURLToPath(new URL(`sqlite/${SHIM_NAME}`, import.meta.url));
const BINDING_NAME = 'better_sqlite3.node';

function replaceOnce(text: string, expected: string, replacement: string): string {
  if (text.split(expected).length === 2) return text.replace(expected, replacement);
  throw new Error(`Expected better-sqlite3's binding.gyp to have ${expected} once`);
}

/** The build description of better-sqlite3, changed to Node-API 9 with our header before all others. */
export function adaptBuild(description: string, header: string): string {
  return replaceOnce(
    replaceOnce(description, "'NAPI_VERSION=10'", "'NAPI_VERSION=9'"),
    "'cflags_cc': [",
    `'cflags_cc': ['-include', '${header}', `,
  );
}

/** npm brings its own node-gyp and names it to the scripts it runs. */
function findNodeGyp(): string {
  const named = process.env['npm_config_node_gyp'];
  if (named !== undefined && existsSync(named)) return named;
  const npm = findProgram('npm');
  const beside =
    npm && path.resolve(realpathSync(npm), '../../node_modules/node-gyp/bin/node-gyp.js');
  if (beside && existsSync(beside)) return beside;
  throw new RuntimeProblem(
    'SQLite must be built for this runtime, and node-gyp, which comes with npm, is not there.',
    'Install npm again, then run this again.',
  );
}

/** Where node_api.h of an installed Node lies; without it node-gyp downloads the headers. */
function findHeaders(): string[] {
  const programs = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'node'))
    .filter((program) => existsSync(program));
  const prefixes = [process.execPath, ...programs].map((program) =>
    path.resolve(realpathSync(program), '../..'),
  );
  const prefix = [...prefixes, '/usr', '/usr/local'].find((candidate) =>
    ['node_api.h', 'common.gypi'].every((name) =>
      existsSync(path.join(candidate, 'include', 'node', name)),
    ),
  );
  return prefix === undefined ? [] : [`--nodedir=${prefix}`];
}

function copySource(folder: string): void {
  for (const name of ['src', 'deps', 'lib', 'package.json']) {
    cpSync(path.join(SOURCE, name), path.join(folder, name), { recursive: true });
  }
  copyFileSync(SHIM, path.join(folder, SHIM_NAME));
  const description = readFileSync(path.join(SOURCE, 'binding.gyp'), 'utf8');
  // Relative to the folder `build`, where make runs; a path with spaces would be two arguments.
  writeFileSync(path.join(folder, 'binding.gyp'), adaptBuild(description, `../${SHIM_NAME}`));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(
    path.join(MODULES, 'node-addon-api'),
    path.join(folder, 'node_modules', 'node-addon-api'),
  );
}

async function buildBinding(folder: string): Promise<void> {
  const work = path.join(folder, 'build-folder');
  mkdirSync(work);
  copySource(work);
  const rebuild = [findNodeGyp(), 'rebuild', '--release', '--force_build=1', ...findHeaders()];
  const environment = { ...process.env, JOBS: 'max' };
  const options = { folder: work, environment, timeLimit: BUILD_LIMIT };
  const { code, output } = await collect(process.execPath, rebuild, options);
  const built = path.join(work, 'build', 'Release', BINDING_NAME);
  if (code !== 0 || !existsSync(built)) {
    throw new RuntimeProblem(
      `SQLite could not be built for this runtime.\n${output.trim().split('\n').slice(-30).join('\n')}`,
      'Check that python3, make, g++ and the header files of Node (node_api.h) are here, then run this again.',
    );
  }
  renameSync(built, path.join(folder, BINDING_NAME));
  rmSync(work, { recursive: true });
}

function versionOf(folder: string): string {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The file to give better-sqlite3 as `nativeBinding` on a runtime with Node-API 9. */
export async function sqliteBinding(say: (line: string) => void): Promise<string> {
  const version = versionOf(SOURCE);
  const recipe = createHash('sha256').update(readFileSync(SHIM)).digest('hex').slice(0, 12);
  const folder = path.join(cacheFolder(), `better-sqlite3-${version}-${recipe}`);
  await makeOnce(folder, async (temporary) => {
    await ensureBuildTools(say);
    say('Building SQLite for this runtime once, about two minutes.');
    await buildBinding(temporary);
  });
  return path.join(folder, BINDING_NAME);
}
