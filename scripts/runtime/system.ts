import { existsSync } from 'node:fs';
import { collect, findProgram, show } from './child.ts';
import { RuntimeProblem } from './problem.ts';

const CHROMIUM_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxss1',
  'libxtst6',
  'libcups2',
];
const DISPLAY_PACKAGES = ['xvfb', 'xauth'];
const PROGRAM_PACKAGES = { python3: 'python3', make: 'make', 'g++': 'g++' };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function hasDisplay(): boolean {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY']) ||
    Boolean(process.env['WAYLAND_DISPLAY'])
  );
}

/** The libraries that are missing on this system, by the output of `ldd`. */
export function missingLibraries(lddOutput: string): string[] {
  return [
    ...new Set(
      lddOutput
        .split('\n')
        .filter((line) => line.endsWith('=> not found'))
        .map((line) => line.trim().split(' ')[0] ?? ''),
    ),
  ];
}

/** Debian 13 and Ubuntu 24.04 renamed many libraries to `…t64`; the old name alone is ambiguous. */
export function currentName(name: string, known: ReadonlySet<string>): string {
  return known.has(`${name}t64`) ? `${name}t64` : name;
}

async function currentNames(names: readonly string[]): Promise<string[]> {
  const { output } = await collect('apt-cache', ['pkgnames']);
  const known = new Set(output.split('\n'));
  return names.map((name) => currentName(name, known));
}

async function aptInstall(names: readonly string[]): Promise<boolean> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-qq', '-y', '--no-install-recommends'];
  const packages = await currentNames(names);
  const { code } = await collect('apt-get', ['install', ...options, ...packages], { environment });
  return code === 0;
}

/** A fresh machine has no package lists yet, and an old one has outdated ones. */
async function installPackages(names: readonly string[]): Promise<boolean> {
  return (
    (await aptInstall(names)) ||
    ((await show('apt-get', ['update', '-qq'])) === 0 && (await aptInstall(names)))
  );
}

/** Installs Debian packages as root; otherwise prints the command that does. */
async function provide(
  what: string,
  names: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const isDebian = findProgram('apt-get') !== null && existsSync('/etc/debian_version');
  if (!isDebian) {
    throw new RuntimeProblem(
      `${what}, and this is not a Debian or Ubuntu system.`,
      `Install what these Debian packages are called on yours: ${names.join(' ')}`,
    );
  }
  if (isRoot()) {
    say(`${what}: installing ${names.join(' ')}.`);
    if (await installPackages(names)) return;
  }
  const command = `apt-get install -y ${(await currentNames(names)).join(' ')}`;
  throw new RuntimeProblem(
    isRoot() ? `${what}, and installing did not work.` : `${what}.`,
    `Run this once, then try again: ${isRoot() ? '' : 'sudo '}${command}`,
  );
}

/** Makes sure that the runtime finds its libraries, and that tests without a screen have Xvfb. */
export async function ensureLibraries(
  electronPath: string,
  needsDisplay: boolean,
  say: (line: string) => void,
): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = missingLibraries((await collect('ldd', [electronPath])).output);
  const lacksXvfb = needsDisplay && !hasDisplay() && findProgram('Xvfb') === null;
  if (missing.length === 0 && !lacksXvfb) return;
  const what = [...missing, ...(lacksXvfb ? ['a virtual screen (Xvfb)'] : [])].join(', ');
  const names = [
    ...(missing.length > 0 ? CHROMIUM_PACKAGES : []),
    ...(lacksXvfb ? DISPLAY_PACKAGES : []),
  ];
  await provide(`This system lacks ${what}`, names, say);
}

/** Makes sure that a native package can be compiled. */
export async function ensureBuildTools(say: (line: string) => void): Promise<void> {
  const missing = Object.entries(PROGRAM_PACKAGES).filter(([name]) => findProgram(name) === null);
  if (missing.length === 0) return;
  const programs = missing.map(([program]) => program).join(', ');
  const names = missing.map(([, name]) => name);
  await provide(`This system lacks ${programs}`, names, say);
}
