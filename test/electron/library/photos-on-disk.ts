import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Id, Mark } from '../../../electron/contract.ts';
import type { FoundFile, LibraryOperations } from '../../../electron/library/operations.ts';
import { walk } from '../../../electron/jobs/scan/walk.ts';
import { CAT_AND_DOG, openIn, temporaryFolder } from './library-in-folder.ts';

/** What a file of these tests holds in place of a picture. */
export interface Drawn {
  pixels: string;
  metadata: string;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Real files below real folders, and a library of them in a real database. */
export class PhotosOnDisk {
  readonly place = temporaryFolder();
  readonly operations: LibraryOperations = openIn(this.place);
  /** Absolute paths of the library's folders. */
  readonly roots: string[];
  readonly libraryId: Id;
  #clock = 1_700_000_000;

  constructor(roots: readonly string[] = ['photos']) {
    this.roots = roots.map((root) => path.join(this.place, root));
    for (const root of this.roots) mkdirSync(root);
    this.libraryId = this.operations.createLibrary({
      name: 'Pets',
      kind: 'folders',
      folders: [...this.roots],
      categories: CAT_AND_DOG,
    }).id;
  }

  /** All files have the same size; only those written later have times of their own. */
  write(file: string, { pixels, metadata }: Drawn, time = (this.#clock += 1)): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${pixels.padEnd(12)}${metadata.padEnd(12)}`);
    utimesSync(file, time, time);
  }

  /** Renames several files at once: each gets the name beside it, whatever was called so. */
  rename(pairs: readonly (readonly [from: string, to: string])[]): void {
    pairs.forEach(([from], index) => renameSync(from, path.join(this.place, `moving ${index}`)));
    pairs.forEach(([, to], index) => {
      mkdirSync(path.dirname(to), { recursive: true });
      renameSync(path.join(this.place, `moving ${index}`), to);
    });
  }

  /** Finds what lies on the disk, as a scan does. */
  async find(): Promise<void> {
    const { operations, libraryId } = this;
    for (const { folderId, path: root } of operations.folders({ libraryId })) {
      const scan = operations.beginScan({ libraryId, folderId });
      const files: FoundFile[] = [];
      try {
        for await (const step of walk(root, new AbortController().signal)) {
          if (step.kind !== 'photo') continue;
          const { path: file, ...traits } = step.photo;
          const relativePath = path.relative(root, file).split(path.sep).join('/');
          files.push({ ...traits, relativePath });
        }
      } catch {
        // The folder is not there, which the scan tells in other words.
        continue;
      }
      operations.recordFound({ libraryId, folderId, scan, files });
      operations.finishScan({ libraryId, folderId, scan });
    }
  }

  /** Reads what was found. */
  read(): { renamed: number } {
    const { operations, libraryId } = this;
    let renamed = 0;
    for (const { photoId, path: file } of operations.photosToRead({ libraryId })) {
      const read = this.#readOne(photoId, file);
      if (read === null) {
        const problem = { code: 'file-missing', parameters: {} } as const;
        const failures = [{ photoId, problem, missing: true }];
        operations.recordFailures({ libraryId, failures });
      } else {
        renamed += operations.recordReads({ libraryId, reads: [read] }).renamed;
      }
    }
    return { renamed };
  }

  async scan(): Promise<{ renamed: number }> {
    await this.find();
    return this.read();
  }

  /** Each photo that is on the disk, with its mark, by absolute path. */
  marks(): Map<string, Mark> {
    const { marks, statuses } = this.operations.contents({ libraryId: this.libraryId });
    const entries = this.#details().map(({ path: file }, index) => [file, index] as const);
    return new Map(
      entries
        .filter(([, index]) => statuses[index] !== 3)
        .map(([file, index]) => [file, marks[index] ?? 0]),
    );
  }

  /** The same by the names of files, for those of one folder. */
  names(): Record<string, Mark> {
    return Object.fromEntries([...this.marks()].map(([file, mark]) => [path.basename(file), mark]));
  }

  idOf(file: string): Id {
    const found = this.#details().find((photo) => photo.path === file);
    if (found === undefined) throw new Error(`Expected a photo at ${file}`);
    return found.id;
  }

  mark(file: string, mark: Mark): void {
    const photoIds = [this.idOf(file)];
    this.operations.setMarks({ libraryId: this.libraryId, photoIds, mark });
  }

  #details() {
    const { photoIds } = this.operations.contents({ libraryId: this.libraryId });
    return this.operations.photoDetails({ photoIds: [...photoIds] });
  }

  #readOne(photoId: Id, file: string) {
    try {
      const { size, mtimeMs } = statSync(file);
      const text = readFileSync(file, 'utf8');
      return {
        photoId,
        contentHash: hashOf(text),
        pixelHash: hashOf(text.slice(0, 12)),
        width: 4,
        height: 3,
        byteSize: size,
        modifiedAt: Math.round(mtimeMs),
        thumbnail: null,
      };
    } catch {
      return null;
    }
  }
}
