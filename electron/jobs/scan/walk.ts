import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { IgnoredFile, IgnoredReason } from '../../contract.ts';
import { PHOTO_ENDINGS } from '../../contract/limits.ts';
import type { FileKind } from '../../imaging/first-bytes.ts';
import { firstLook } from '../../imaging/first-look.ts';

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

function isSystemFile(name: string): boolean {
  return name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';
}

/** Why a file that is no photo is left alone. */
function whyIgnored(kind: FileKind): IgnoredReason {
  if (kind.is === 'picture') return { code: 'picture', parameters: { kind: kind.name } };
  const code = kind.is === 'photo' || kind.is === 'unknown' ? 'unknown-kind' : kind.is;
  return { code, parameters: {} };
}

/** What stands for each byte of a name that is not UTF-8; a file is not found by such a name. */
const NO_CHARACTER = '\ufffd';

function failureReason(error: unknown, file: string): IgnoredReason {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return { code: 'not-allowed', parameters: {} };
  if (code === 'ELOOP') return { code: 'link-loop', parameters: {} };
  if (code === 'ENOENT' && path.basename(file).includes(NO_CHARACTER)) {
    return { code: 'name-not-utf8', parameters: {} };
  }
  if (code === 'ENOENT') return { code: 'link-broken', parameters: {} };
  return { code: 'not-looked-at', parameters: { systemCode: code } };
}

function ignored(file: string, reason: IgnoredReason): WalkStep {
  return {
    kind: 'ignored',
    file: { path: file, reason },
  };
}

async function photoAt(file: string): Promise<WalkStep> {
  const found = await stat(file);
  if (!found.isFile()) return ignored(file, { code: 'device', parameters: {} });
  const { size, mtimeMs, ino } = found;
  return {
    kind: 'photo',
    photo: { path: file, byteSize: size, modifiedAt: Math.round(mtimeMs), fileNumber: ino },
  };
}

/**
 * Files whose names promise a photo are opened when they are read, and then their first bytes decide;
 * of all others those bytes are read here.
 */
async function stepFor(file: string): Promise<WalkStep> {
  if (isSystemFile(path.basename(file))) {
    return ignored(file, { code: 'system-file', parameters: {} });
  }
  const step = await photoAt(file);
  if (step.kind === 'ignored' || photoEndings.has(path.extname(file).toLowerCase())) return step;
  const kind = await firstLook(file);
  return kind.is === 'photo' ? step : ignored(file, whyIgnored(kind));
}

/** Folders whose names begin with a dot, and packages of programs, hold no photos of a person. */
function isSkippedFolder(name: string): boolean {
  return (
    name.startsWith('.') || name === 'node_modules' || name === '$RECYCLE.BIN' || name === '@eaDir'
  );
}

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
      yield ignored(folder, failureReason(error, folder));
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
        yield ignored(file, failureReason(error, file));
      }
    }
  }
}
