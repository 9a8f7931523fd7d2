import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EyeId } from '../../contract.ts';
import { besideArchive } from '../beside-archive.ts';

/** Where the parts lie that are loaded when the first photo needs them. */
export interface EyePlaces {
  /** The folder of the built-in networks' ONNX files, each named after its eye. */
  networks: string;
  /** The folder of the WebAssembly runtime's own files; null finds them in its package. */
  runtime: string | null;
  /** The module that a thread which looks starts with. */
  seatWorker: URL;
  /** The file that remembers over crashes that the native runtime was tried; null where nothing does. */
  crashes: string | null;
}

/** The environment variable that names the file for `crashes`. */
export const CRASHES_VARIABLE = 'PURRCEPTRON_EYE_CRASHES';

/** The file's name of a built-in network. */
export function networkFile(eyeId: EyeId): string {
  return `${eyeId}.onnx`;
}

/**
 * @param entry - The address of the module that the process started with: in the built app all lies in
 *   a folder beside it; where tests run the source, the networks were made for them.
 */
export function eyePlaces(entry: string): EyePlaces {
  const file = fileURLToPath(entry);
  const crashes = process.env[CRASHES_VARIABLE] ?? null;
  if (file.endsWith('.ts')) {
    const networks = path.resolve(file, '../../../node_modules/.cache/purrceptron');
    return { networks, runtime: null, seatWorker: new URL('eyes/seat-worker.ts', entry), crashes };
  }
  const folder = besideArchive(path.join(path.dirname(file), 'eyes'));
  return { networks: folder, runtime: folder, seatWorker: new URL('eye-seat.js', entry), crashes };
}
