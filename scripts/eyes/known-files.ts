import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes sure that files are the ones they were.
 *
 * @param hashes - SHA-256 of each, in lower-case hexadecimal.
 * @throws Error which names the first that is another.
 */
export async function expectFiles(
  folder: string,
  hashes: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, expected] of Object.entries(hashes)) {
    const file = path.join(folder, name);
    const found = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (found !== expected)
      throw new Error(`Expected ${file} with SHA-256 ${expected}, got ${found}`);
  }
}
