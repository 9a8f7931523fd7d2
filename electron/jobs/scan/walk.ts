import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { IgnoredFile, IgnoredReason, IgnoredReasonCode } from '../../contract.ts';
import { PHOTO_ENDINGS } from '../../contract/limits.ts';

export interface WalkedPhoto {
  /** Absolute. */
  path: string;
  byteSize: number;
  modifiedAt: number;
  /** The file system's own. */
  fileNumber: number;
}

export type WalkStep =
  { kind: 'photo'; photo: WalkedPhoto } | { kind: 'ignored'; file: IgnoredFile };

const photoEndings: ReadonlySet<string> = new Set(PHOTO_ENDINGS.map((ending) => `.${ending}`));

const NAMED = {
  heic: ['.heic', '.heif'],
  raw: ['.cr2', '.cr3', '.nef', '.arw', '.dng', '.orf', '.rw2', '.raf'],
  video: ['.mp4', '.mov', '.avi', '.mkv', '.webm', '.m4v', '.3gp'],
  document: ['.svg', '.ai', '.eps', '.pdf', '.psd', '.xcf'],
  archive: ['.zip', '.7z', '.rar', '.gz', '.tar'],
  text: ['.txt', '.md', '.json', '.csv', '.xml', '.xmp', '.html', '.doc', '.docx'],
} as const satisfies Partial<Record<IgnoredReasonCode, readonly string[]>>;

const reasonByEnding = new Map<string, IgnoredReason>(
  (Object.keys(NAMED) as (keyof typeof NAMED)[]).flatMap((code) =>
    NAMED[code].map((ending) => [ending, { code, parameters: {} }] as const),
  ),
);

const whyIgnored = (name: string): IgnoredReason => {
  if (name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini') {
    return { code: 'system-file', parameters: {} };
  }
  const ending = path.extname(name).toLowerCase();
  return reasonByEnding.get(ending) ?? { code: 'unknown-kind', parameters: {} };
};

const failureReason = (error: unknown): IgnoredReason => {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return { code: 'not-allowed', parameters: {} };
  if (code === 'ELOOP') return { code: 'link-loop', parameters: {} };
  if (code === 'ENOENT') return { code: 'link-broken', parameters: {} };
  return { code: 'not-looked-at', parameters: { systemCode: code } };
};

const ignored = (file: string, reason: IgnoredReason): WalkStep => ({
  kind: 'ignored',
  file: { path: file, reason },
});

const photoAt = async (file: string): Promise<WalkStep> => {
  const found = await stat(file);
  if (!found.isFile()) return ignored(file, { code: 'device', parameters: {} });
  const { size, mtimeMs, ino } = found;
  return {
    kind: 'photo',
    photo: { path: file, byteSize: size, modifiedAt: Math.round(mtimeMs), fileNumber: ino },
  };
};

const stepFor = (file: string): Promise<WalkStep> | WalkStep =>
  photoEndings.has(path.extname(file).toLowerCase()) && !path.basename(file).startsWith('.')
    ? photoAt(file)
    : ignored(file, whyIgnored(path.basename(file)));

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
      yield ignored(folder, failureReason(error));
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
        yield ignored(file, failureReason(error));
      }
    }
  }
}
