// npm run dist [-- AppImage deb tar.gz …]: the installers for this computer's system, all of them or
// the ones named. npm run dist:dir: only the folder that is inside them, which needs no downloads.
// With --output another folder than dist.

import path from 'node:path';
import { parseArgs } from 'node:util';
import { Platform, build } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import { buildWhenStale } from './build-when-stale.ts';
import { describeSize } from './packaging/folder-size.ts';
import { packedFolder } from './packaging/packed-folder.ts';
import { officialVersion } from './runtime/official.ts';
import { RuntimeProblem, runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';
import type { Runtime } from './runtime/runtime.ts';
import { ensureRuntime } from './runtime/runtime.ts';

function say(line: string): void {
  console.log(line);
}

const { values, positionals } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    output: { type: 'string', default: path.join(PROJECT_FOLDER, 'dist') },
  },
  allowPositionals: true,
});

function isOfficial({ version }: Runtime): boolean {
  return version === officialVersion();
}

/** The official Electron electron-builder fetches itself; another one is copied from its folder. */
function electronConfiguration(runtime: Runtime): Configuration {
  return isOfficial(runtime)
    ? {}
    : {
        electronDist: runtime.environment['ELECTRON_OVERRIDE_DIST_PATH'],
        electronVersion: runtime.version,
      };
}

const OUTPUT = path.resolve(values.output);

async function pack(runtime: Runtime): Promise<void> {
  const targets = values.dir ? ['dir'] : positionals;
  try {
    await build({
      projectDir: PROJECT_FOLDER,
      targets: Platform.current().createTarget(targets),
      publish: 'never',
      config: { directories: { output: OUTPUT }, ...electronConfiguration(runtime) },
    });
  } catch (error) {
    throw new RuntimeProblem(
      `Not everything could be built. ${error instanceof Error ? error.message : String(error)}`,
      'If the lines above name a download, the tools for an installer could not be fetched: run this where the internet is open, or “npm run dist:dir”, which needs none. docs/packaging.md says what each needs.',
    );
  }
}

await runScript(async () => {
  await buildWhenStale(PROJECT_FOLDER, say);
  const runtime = await ensureRuntime({ say });
  say(runtime.description);
  await pack(runtime);
  const folder = packedFolder(OUTPUT);
  say(`${folder}: ${describeSize(folder)}`);
  if ('PURRCEPTRON_SQLITE_BINDING' in runtime.environment) {
    say(
      `It has Electron ${runtime.version}, which cannot run the SQLite in it: good for tests here, not for other people. Where Electron ${officialVersion()} can be downloaded, this makes the real one.`,
    );
  }
  return 0;
});
