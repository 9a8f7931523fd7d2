import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Id } from '../../contract.ts';
import { LONGEST_NAME } from '../../contract/limits.ts';
import { firstKinds, libraryNameFor } from '../../words/index.ts';
import { ProblemError } from '../problem-error.ts';
import { sampleFolder } from '../sample/sample.ts';
import type { Scans } from '../scan/scans.ts';
import type { Services } from '../services.ts';

/** Libraries come from folders, grow by folders, and go. */
export class Libraries {
  readonly #services: Pick<Services, 'library' | 'userDataFolder'>;
  readonly #scans: Scans;

  constructor(services: Pick<Services, 'library' | 'userDataFolder'>, scans: Scans) {
    this.#services = services;
    this.#scans = scans;
  }

  /** The library of the folders at these paths, or a new one; scans it. */
  async open(paths: string[]): Promise<{ libraryId: Id }> {
    const { library } = this.#services;
    const folders = await foldersAt(paths);
    const known = await library.call('findLibrary', { folders });
    const libraryId =
      known ??
      (
        await library.call('createLibrary', {
          name: nameFor(folders),
          kind: 'folders',
          folders,
          categories: firstKinds(),
        })
      ).id;
    this.#scans.start(libraryId);
    return { libraryId };
  }

  async addFolders(libraryId: Id, paths: string[]): Promise<{ libraryId: Id }> {
    const folders = await foldersAt(paths);
    await this.#services.library.call('addFolders', { libraryId, folders });
    await this.#scans.cancel(libraryId);
    this.#scans.start(libraryId);
    return { libraryId };
  }

  /** The folder is somewhere else now, with its photos: what was labelled stays labelled. */
  async moveFolder(libraryId: Id, folder: string, path: string): Promise<{ libraryId: Id }> {
    const [place = path] = await foldersAt([path]);
    await this.#scans.cancel(libraryId);
    await this.#services.library.call('moveFolder', { libraryId, folder, path: place });
    this.#scans.start(libraryId);
    return { libraryId };
  }

  /** Photos stay on disk, but for those that the sample drew itself. */
  async remove(libraryId: Id): Promise<void> {
    await this.#scans.cancel(libraryId);
    const removed = await this.#services.library.call('removeLibrary', { libraryId });
    if (removed.kind === 'sample') {
      // Only ever the folder that we drew ourselves.
      await rm(sampleFolder(this.#services), { recursive: true, force: true });
    }
  }
}

function nameFor(folders: string[]): string {
  return libraryNameFor(folders.map((folder) => path.basename(folder) || folder)).slice(
    0,
    LONGEST_NAME,
  );
}

/** The folders among the paths; a photo stands for its folder. */
async function foldersAt(paths: string[]): Promise<string[]> {
  const folders = new Set<string>();
  for (const place of paths) {
    const resolved = path.resolve(place);
    try {
      folders.add((await stat(resolved)).isDirectory() ? resolved : path.dirname(resolved));
    } catch {
      throw new ProblemError({ code: 'folder-unreachable', parameters: { folder: place } });
    }
  }
  return [...folders];
}
