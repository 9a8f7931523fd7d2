import path from 'node:path';
import { compile } from '../../../../scripts/kernels/compile.ts';

/** The WebAssembly of `assembly/`, in base64. */
export async function compileLimit(): Promise<string> {
  const folder = path.join(import.meta.dirname, 'assembly');
  const flags = ['-O3', '--runtime=stub', '--enable=simd', '--enable=relaxed-simd'];
  return Buffer.from(await compile(folder, flags)).toString('base64');
}
