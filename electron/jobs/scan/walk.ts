import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { IgnoredFile } from '../../contract.ts';

export interface WalkedPhoto {
  /** Absolute. */
  path: string;
  byteSize: number;
  modifiedAt: number;
}

export type WalkStep =
  { kind: 'photo'; photo: WalkedPhoto } | { kind: 'ignored'; file: IgnoredFile };

const photoEndings = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.webp',
  '.avif',
  '.tif',
  '.tiff',
  '.gif',
]);

const knownReasons: [endings: string[], reason: string][] = [
  [['.heic', '.heif'], 'a HEIC photo: save it as JPEG first, then scan again'],
  [
    ['.cr2', '.cr3', '.nef', '.arw', '.dng', '.orf', '.rw2', '.raf'],
    'a raw camera photo: save it as JPEG first, then scan again',
  ],
  [['.mp4', '.mov', '.avi', '.mkv', '.webm', '.m4v', '.3gp'], 'a video, not a photo'],
  [['.svg', '.ai', '.eps', '.pdf', '.psd', '.xcf'], 'a drawing or document, not a photo'],
  [['.zip', '.7z', '.rar', '.gz', '.tar'], 'a packed archive: unpack it first'],
  [['.txt', '.md', '.json', '.csv', '.xml', '.xmp', '.html', '.doc', '.docx'], 'a text file'],
];
const reasonByEnding = new Map(
  knownReasons.flatMap(([endings, reason]) => endings.map((ending) => [ending, reason] as const)),
);

const whyIgnored = (name: string): string => {
  if (name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini') {
    return "the system's own file";
  }
  const ending = path.extname(name).toLowerCase();
  return reasonByEnding.get(ending) ?? 'not a kind of photo that Purrceptron knows';
};

const failureReason = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'not allowed to look inside';
  if (code === 'ELOOP') return 'a link that leads back to itself';
  if (code === 'ENOENT') return 'a link to something that is not there';
  return `could not be looked at (${code ?? 'unknown reason'})`;
};

const photoAt = async (file: string): Promise<WalkStep> => {
  const found = await stat(file);
  if (!found.isFile())
    return { kind: 'ignored', file: { path: file, reason: 'a device, not a file' } };
  const { size, mtimeMs } = found;
  return {
    kind: 'photo',
    photo: { path: file, byteSize: size, modifiedAt: Math.round(mtimeMs) },
  };
};

const stepFor = (file: string): Promise<WalkStep> | WalkStep =>
  photoEndings.has(path.extname(file).toLowerCase()) && !path.basename(file).startsWith('.')
    ? photoAt(file)
    : { kind: 'ignored', file: { path: file, reason: whyIgnored(path.basename(file)) } };

/** Folders whose names begin with a dot, and packages of programs, hold no photos of a person. */
const isSkippedFolder = (name: string): boolean =>
  name.startsWith('.') || name === 'node_modules' || name === '$RECYCLE.BIN' || name === '@eaDir';

/**
 * Every file below a folder (or the one file given), depth first. Links are followed; a folder is
 * entered once however many links lead to it, so that loops end. What cannot be looked at is told as
 * an ignored file and the walk goes on.
 * @throws the file system's error when `start` itself cannot be opened.
 */
export async function* walk(start: string, signal: AbortSignal): AsyncGenerator<WalkStep> {
  if (!(await stat(start)).isDirectory()) {
    yield await stepFor(start);
    return;
  }
  const entered = new Set<string>([await realpath(start)]);
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    let entries;
    try {
      entries = await opendir(folder, { bufferSize: 256 });
    } catch (error) {
      if (folder === start) throw error;
      yield { kind: 'ignored', file: { path: folder, reason: failureReason(error) } };
      continue;
    }
    for await (const entry of entries) {
      if (signal.aborted) return;
      const file = path.join(folder, entry.name);
      try {
        const isFolder = entry.isSymbolicLink()
          ? (await stat(file)).isDirectory()
          : entry.isDirectory();
        if (!isFolder) {
          yield await stepFor(file);
        } else if (!isSkippedFolder(entry.name)) {
          const real = await realpath(file);
          if (!entered.has(real)) {
            entered.add(real);
            waiting.push(file);
          }
        }
      } catch (error) {
        yield { kind: 'ignored', file: { path: file, reason: failureReason(error) } };
      }
    }
  }
}
