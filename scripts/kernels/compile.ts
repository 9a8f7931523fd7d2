import path from 'node:path';
import asc from 'assemblyscript/asc';
import { PROJECT_FOLDER } from '../runtime/project.ts';

export type Build = 'relaxed' | 'portable';

const COMMON = [
  '-O3',
  '--runtime=stub',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory=1',
  '--maximumMemory=32768',
  '--enable=simd',
  '--enable=threads',
  '--noAssert',
  // v128 stays inside: only entry functions cross to JavaScript, and they take numbers.
  '--disableWarning=112',
];

const features: Record<Build, string[]> = { relaxed: ['--enable=relaxed-simd'], portable: [] };

/** The WebAssembly of `core/engines/wasm/assembly`. */
export function compileKernels(build: Build): Promise<Uint8Array> {
  const folder = path.join(PROJECT_FOLDER, 'core', 'engines', 'wasm', 'assembly');
  return compile(folder, [...COMMON, ...features[build]]);
}

/** The WebAssembly of the AssemblyScript in `folder`: the same source gives the same bytes. */
export async function compile(folder: string, flags: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const args = ['index.ts', '--outFile=module.wasm', ...flags, `--baseDir=${folder}`];
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main(args, {
    stderr,
    writeFile: (_name, contents) => {
      if (contents instanceof Uint8Array) binary = contents;
    },
  });
  if (error !== null)
    throw new Error(`${folder} could not be compiled: ${error.message}\n${stderr.toString()}`);
  if (binary === null) throw new Error('Expected a WebAssembly module from the compiler, got none');
  return binary;
}

/** The text of `core/engines/wasm/modules.ts`. */
export async function modulesText(): Promise<string> {
  const encoded = async (build: Build) =>
    Buffer.from(await compileKernels(build)).toString('base64');
  return `// Made of assembly/ by \`npm run build:kernels\`; a test compiles it again and compares.

/** WebAssembly with SIMD and relaxed SIMD's fused multiply-add, in base64. */
export const RELAXED_MODULE =
  '${await encoded('relaxed')}';

/** WebAssembly with SIMD as every engine has it, in base64. */
export const PORTABLE_MODULE =
  '${await encoded('portable')}';
`;
}
