import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { besideArchive } from '../beside-archive.ts';

/** Where the parts lie that are loaded when the first photo needs them. */
export interface EyePlaces {
  /** The built-in network's ONNX file. */
  keen: string;
  /** The folder of the runtime's own files; null finds them in its package. */
  runtime: string | null;
}

/**
 * @param entry - The address of the module that the process started with: in the built app all lies in
 *   a folder beside it; where tests run the source, the network was made for them.
 */
export const eyePlaces = (entry: string): EyePlaces => {
  const file = fileURLToPath(entry);
  if (file.endsWith('.ts')) {
    const cache = path.resolve(file, '../../../node_modules/.cache/purrceptron');
    return { keen: path.join(cache, 'keen.onnx'), runtime: null };
  }
  const folder = besideArchive(path.join(path.dirname(file), 'eyes'));
  return { keen: path.join(folder, 'keen.onnx'), runtime: folder };
};
