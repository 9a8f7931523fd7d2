// The door to the scripts beside it, `node scripts/run.mjs start` for scripts/start.ts. They are
// TypeScript, which Node runs from 22.18 on; this file runs on older ones too, hands over to the
// Node that `npm ci` installed, and says in a sentence what to do when there is none.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const [name = '', ...args] = process.argv.slice(2);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
const installed = at(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`);

const fail = (sentence) => {
  console.error(sentence);
  process.exitCode = 1;
};

if (!existsSync(at('../node_modules'))) {
  fail('Purrceptron is not installed yet. Run “npm ci” in its folder, then this again.');
} else if (!existsSync(at(`${name}.ts`))) {
  fail(`Expected the name of a script in the folder scripts, got “${name}”.`);
} else if (runsTypeScript) {
  process.argv = [process.argv[0], at(`${name}.ts`), ...args];
  import(new URL(`${name}.ts`, import.meta.url).href);
} else if (existsSync(installed)) {
  const { status } = spawnSync(installed, [at(`${name}.ts`), ...args], { stdio: 'inherit' });
  process.exitCode = status === null ? 1 : status;
} else {
  fail(
    `This needs Node 22.18 or newer, and this is ${process.versions.node}. Run “npm ci”, which brings one along, then this again.`,
  );
}
