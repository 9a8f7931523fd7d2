import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The photos of one kind; the name is its folder's. */
export interface PhotoKind {
  name: string;
  paths: string[];
}

/** What lies beside the project for measuring, and is no part of it. */
export function sharedFolder(project: string): string {
  return process.env.PURRCEPTRON_SHARED ?? path.join(project, '..', 'shared');
}

/** Every second photo of each kind in the order of their names, from the first (even) or the second (odd). */
export type Half = 'even' | 'odd' | 'all';

function isIn(half: Half, index: number): boolean {
  return half === 'all' || index % 2 === (half === 'even' ? 0 : 1);
}

/** Kinds of photos, one subfolder each; null where the folder has less than two such subfolders. */
export async function findKinds(folder: string, half: Half): Promise<PhotoKind[] | null> {
  if (!existsSync(folder)) return null;
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const kinds: PhotoKind[] = [];
  for (const name of names.sort()) {
    const files = await readdir(path.join(folder, name));
    const photos = files.filter((file) => /\.(jpe?g|png|webp)$/i.test(file)).sort();
    const paths = photos
      .filter((_, index) => isIn(half, index))
      .map((file) => path.join(folder, name, file));
    if (paths.length > 0) kinds.push({ name, paths });
  }
  return kinds.length < 2 ? null : kinds;
}
