import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { collect } from './runtime/child.ts';
import { npmCommand } from './runtime/npm.ts';
import { RuntimeProblem } from './runtime/problem.ts';

const SOURCES = [
  'core',
  'electron',
  'renderer',
  'resources',
  'scripts/eyes',
  'scripts/onnx',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package-lock.json',
];
const RESULTS = [
  'out/main/index.js',
  'out/main/eyes/keen-320@2.onnx',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

/** Modification times of a file, or of a folder and all in it; the folder's own changes when a file is removed. */
function changeTimes(place: string): number[] {
  const about = statSync(place, { throwIfNoEntry: false });
  if (about === undefined) return [];
  if (!about.isDirectory()) return [about.mtimeMs];
  const inside = readdirSync(place, { recursive: true, encoding: 'utf8' });
  return [about, ...inside.map((name) => statSync(path.join(place, name)))].map(
    ({ mtimeMs }) => mtimeMs,
  );
}

/** Whether the app has not been built, or its source is newer. */
export function isBuildStale(project: string): boolean {
  const built = RESULTS.flatMap((name) => changeTimes(path.join(project, name)));
  if (built.length < RESULTS.length) return true;
  const changed = SOURCES.flatMap((name) => changeTimes(path.join(project, name)));
  return Math.max(...changed) > Math.min(...built);
}

export async function buildWhenStale(project: string, say: (line: string) => void): Promise<void> {
  if (!isBuildStale(project)) return;
  say('Building Purrceptron.');
  const [command, args] = npmCommand('run', 'build');
  const { code, output } = await collect(command, args, { folder: project });
  if (code === 0) return;
  throw new RuntimeProblem(
    `Purrceptron could not be built.\n${output.trim()}`,
    'Correct what the lines above name, then run this again.',
  );
}
