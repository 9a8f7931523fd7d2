import { closeSync, openSync, readSync } from 'node:fs';

export interface ArchivedFile {
  /** Its path in the archive, with `/`. */
  name: string;
  size: number;
  /** True for files in the folder beside the archive. */
  unpacked: boolean;
}

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  unpacked?: boolean;
}

function filesIn(entry: Entry, name: string): ArchivedFile[] {
  return entry.files === undefined
    ? [{ name, size: entry.size ?? 0, unpacked: entry.unpacked === true }]
    : Object.entries(entry.files).flatMap(([child, inside]) =>
        filesIn(inside, name === '' ? child : `${name}/${child}`),
      );
}

/**
 * The files of an asar archive. It begins with four numbers of 32 bits, of which the fourth is the
 * length of the JSON text that follows: a tree of folders (https://github.com/electron/asar).
 */
export function readArchiveIndex(archive: string): ArchivedFile[] {
  const descriptor = openSync(archive, 'r');
  try {
    const start = Buffer.alloc(16);
    readSync(descriptor, start, 0, 16, 0);
    const text = Buffer.alloc(start.readUInt32LE(12));
    if (start.readUInt32LE(0) !== 4 || readSync(descriptor, text, 0, text.length, 16) === 0) {
      throw new Error(`Expected an asar archive, got ${archive}`);
    }
    return filesIn(JSON.parse(text.toString('utf8')) as Entry, '');
  } finally {
    closeSync(descriptor);
  }
}
