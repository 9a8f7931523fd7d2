import path from 'node:path';
import asc from 'assemblyscript/asc';
import { projectFolder } from '../runtime/project.ts';

export type Build = 'relaxed' | 'portable';

const common = [
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

/** The WebAssembly of `core/kernels/simd/assembly`: the same source gives the same bytes. */
export const compileKernels = async (build: Build): Promise<Uint8Array> => {
  let binary: Uint8Array | null = null;
  const args = ['index.ts', '--outFile=kernels.wasm', ...common, ...features[build]];
  const { error, stderr } = await asc.main(
    [...args, `--baseDir=${path.join(projectFolder, 'core', 'kernels', 'simd', 'assembly')}`],
    {
      writeFile: (_name, contents) => {
        if (contents instanceof Uint8Array) binary = contents;
      },
    },
  );
  const said = stderr.toString();
  if (error !== null)
    throw new Error(`The kernels could not be compiled: ${error.message}\n${said}`);
  if (binary === null) throw new Error('Expected a WebAssembly module from the compiler, got none');
  return binary;
};

/** The text of `core/kernels/simd/modules.ts`. */
export const modulesText = async (): Promise<string> => {
  const encoded = async (build: Build) =>
    Buffer.from(await compileKernels(build)).toString('base64');
  return `// Made of assembly/ by \`npm run build:kernels\`; a test compiles it again and compares.

/** WebAssembly with SIMD and relaxed SIMD's fused multiply-add, in base64. */
export const relaxedModule =
  '${await encoded('relaxed')}';

/** WebAssembly with SIMD as every engine has it, in base64. */
export const portableModule =
  '${await encoded('portable')}';
`;
};
