// node scripts/isolate-sharp.ts [--check] [folder that holds node_modules]
//
// Makes sharp safe in Electron on Linux. Electron's program links the system's GLib, sharp brings a
// GLib of its own with the same names, so sharp's calls reach the wrong one: from
// thousands of GLib-GObject-CRITICAL lines to a crash (lovell/sharp#4522, electron/electron#46323).
// This renames the symbols that sharp uses, in sharp's two files only. It runs after every
// installation and on the packed app, and does nothing on other systems.
//
// It never makes an installation fail: where it cannot rename, it says so, and the app uses sharp's slower
// WebAssembly build. With --check it changes nothing and exits with 1 where the app would do that.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { NamedOutcome } from './isolate-sharp/isolate.ts';
import { isolateSharp } from './isolate-sharp/isolate.ts';
import { isIsolated, ISOLATED_PROCESSORS, sharpFilesIn } from './isolate-sharp/state.ts';

function check(modulesFolder: string): boolean {
  let safe = true;
  for (const processor of ISOLATED_PROCESSORS) {
    const files = sharpFilesIn(modulesFolder, processor);
    if (files === null) continue;
    const state = isIsolated(files.nodeFile, files.libFile);
    console.log(`sharp for Linux ${processor}: ${state}`);
    safe &&= state === 'isolated' || state === 'not needed';
  }
  return safe;
}

function sentence({ processor, outcome }: NamedOutcome): string {
  const name = `sharp for Linux ${processor}`;
  switch (outcome.state) {
    case 'isolated':
      return outcome.changed.length > 0
        ? `${name} is now separate from the system’s GLib.`
        : `${name} is separate from the system’s GLib already.`;
    case 'not needed':
      return `${name} does not share names with the system’s GLib.`;
    case 'not understood':
      return `${name} was left as it is, because ${outcome.reason}. Purrceptron will read photos with the slower WebAssembly build.`;
    case 'not written':
      return `${name} could not be changed (${outcome.reason}). Run “node scripts/isolate-sharp.ts” where its folder may be written; until then Purrceptron will read photos with the slower WebAssembly build.`;
  }
}

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const MODULES_FOLDER = path.join(path.resolve(positionals[0] ?? PROJECT), 'node_modules');
if (values.check) process.exitCode = check(MODULES_FOLDER) ? 0 : 1;
else for (const outcome of isolateSharp(MODULES_FOLDER)) console.log(sentence(outcome));
