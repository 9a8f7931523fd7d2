import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../../scripts/runtime/cache.ts';
import { collect } from '../../../../scripts/runtime/child.ts';
import { npmCommand } from '../../../../scripts/runtime/npm.ts';
import { MissingPeer } from '../contestant.ts';
import type { Workload } from '../workloads.ts';

/** Libraries to compare with. The app uses none of them. */
const PACKAGES = {
  '@tensorflow/tfjs': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  'brain.js': '1.6.1',
};

const FOLDER = path.join(cacheFolder(), 'bench-peers');
const HOW_TO_GET = 'npm run bench:core -- --install-peers';

/** Fetches them from the package registry into the cache (about 310 MB), without running what they bring. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, 'package.json'), JSON.stringify({ private: true }));
  say(`Installing ${Object.keys(PACKAGES).join(', ')} into ${FOLDER}.`);
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
  const [command, args] = npmCommand('install', ...flags, ...wanted);
  const { code, output } = await collect(command, args, { folder: FOLDER });
  if (code !== 0) throw new Error(`Expected npm to install the peers, got code ${code}: ${output}`);
}

/** A file from which these packages can be required. @throws MissingPeer */
export function peerFolder(...names: (keyof typeof PACKAGES)[]): string {
  const missing = names.find((name) => !existsSync(path.join(FOLDER, 'node_modules', name)));
  if (missing !== undefined) throw new MissingPeer(`${missing} is not installed`, HOW_TO_GET);
  return path.join(FOLDER, 'package.json');
}

/** Without variables that make OpenBLAS assume another processor. */
export function blasEnvironment(threads: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OPENBLAS_CORETYPE: undefined,
    OPENBLAS_L2_SIZE: undefined,
    OPENBLAS_NUM_THREADS: String(threads),
  };
}

export interface Numpy {
  python: string;
  /** The versions of NumPy and OpenBLAS, and the processor that OpenBLAS detects. */
  description: string;
}

/** A Python whose NumPy multiplies with OpenBLAS, the system's own first. @throws MissingPeer */
export async function findNumpy(): Promise<Numpy> {
  const script = path.join(import.meta.dirname, 'which_blas.py');
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { code, output } = await collect(python, [script], { environment: blasEnvironment(1) });
    const [description = '', blas] = output.trim().split('\n');
    if (code === 0 && blas === 'openblas') return { python, description };
  }
  throw new MissingPeer(
    'no NumPy with OpenBLAS',
    'apt-get install python3-numpy libopenblas0-pthread',
  );
}

/** Builds the C++ loops for this processor. @throws MissingPeer */
export async function buildLoops(
  { name, precision, features }: Workload,
  scratch: string,
): Promise<string> {
  const program = path.join(scratch, `loops-${name}`);
  const source = path.join(import.meta.dirname, 'loops.cpp');
  const scalar = `-DSCALAR=${precision === 'float64' ? 'double' : 'float'}`;
  const feature = `-DFEATURE=${features === 'uint8' ? 'uint8_t' : 'float'}`;
  const flags = ['-std=c++17', '-O3', '-march=native', '-ffast-math', scalar, feature];
  const { code, output } = await collect('g++', [...flags, source, '-o', program]);
  if (code === 127) throw new MissingPeer('no C++ compiler', 'apt-get install g++');
  if (code !== 0) throw new Error(`Expected g++ to build the loops, got code ${code}: ${output}`);
  return program;
}
