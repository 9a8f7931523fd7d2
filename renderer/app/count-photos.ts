import { PHOTO_ENDINGS } from '../../electron/contract/limits.ts';

/** Counting further would keep the person waiting for a number that changes nothing. */
const MOST_COUNTED = 20_000;

/**
 * How many photos are among dropped files and in dropped folders, by their names; null where there
 * are too many to count.
 */
export async function countPhotos(entries: readonly FileSystemEntry[]): Promise<number | null> {
  let count = 0;
  const folders: FileSystemDirectoryEntry[] = [];
  const take = (entry: FileSystemEntry) => {
    if (isFolder(entry)) folders.push(entry);
    else if (looksLikeAPhoto(entry.name)) count += 1;
  };
  entries.forEach(take);
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for (const entry of await contentsOf(folder)) take(entry);
    if (count > MOST_COUNTED) return null;
  }
  return count;
}

function looksLikeAPhoto(name: string): boolean {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return PHOTO_ENDINGS.some((one) => one === ending);
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** What a folder holds; a folder that cannot be read holds nothing that could be counted. */
async function contentsOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const contents: FileSystemEntry[] = [];
  for (;;) {
    // Browsers hand out a folder in parts, and an empty one at its end.
    const part = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (part.length === 0) return contents;
    contents.push(...part);
  }
}
