import { NEITHER, PHOTO_STATUS, UNLABELLED } from '../../electron/contract/limits.ts';
import type { Id, LibraryContents, Mark, PhotoColumns } from '../../electron/contract.ts';

/** Which photos the grid shows: a category's id shows the photos labelled with it. */
export type Filter = 'all' | 'unlabelled' | 'neither' | 'problem' | Id;

export interface PhotoCounts {
  all: number;
  unlabelled: number;
  neither: number;
  /** Photos that could not be read, and photos gone from the disk. */
  problem: number;
  /** By category id. */
  byCategory: ReadonlyMap<Id, number>;
}

/** The columns of a library's photos. `index` is always a place in these columns. */
class Photos {
  #libraryId = $state<Id | null>(null);
  #ids = $state.raw<Uint32Array>(new Uint32Array());
  // The columns change in place, 20,000 entries at a time; `#version` is what tells the views.
  #marks: Int32Array = new Int32Array();
  #statuses: Uint8Array = new Uint8Array();
  #pictureVersions = new Uint16Array();
  #basePictureVersion = 0;
  #indexById = new Map<Id, number>();
  #version = $state(0);

  #counts = $derived.by(() => this.#count());

  get libraryId(): Id | null {
    return this.#libraryId;
  }

  get ids(): Uint32Array {
    return this.#ids;
  }

  get length(): number {
    return this.#ids.length;
  }

  /** Grows with every change of a mark or status. */
  get version(): number {
    return this.#version;
  }

  get counts(): PhotoCounts {
    return this.#counts;
  }

  /** The photo at an index; −1 beyond the end, where no photo is. */
  idAt(index: number): Id {
    return this.#ids[index] ?? -1;
  }

  indexOf(id: Id): number {
    void this.#ids;
    return this.#indexById.get(id) ?? -1;
  }

  markAt(index: number): Mark {
    void this.#version;
    return this.#marks[index] ?? UNLABELLED;
  }

  statusAt(index: number): number {
    void this.#version;
    return this.#statuses[index] ?? 0;
  }

  hasProblemAt(index: number): boolean {
    const status = this.statusAt(index);
    return status >= PHOTO_STATUS.failed;
  }

  isMissingAt(index: number): boolean {
    return this.statusAt(index) === PHOTO_STATUS.missing;
  }

  pictureAt(index: number): string {
    void this.#version;
    const version = this.#basePictureVersion + (this.#pictureVersions[index] ?? 0);
    return `thumb://photo/${this.#ids[index]}?v=${version}`;
  }

  largePictureAt(index: number): string {
    return this.pictureAt(index).replace('?', '/large?');
  }

  /** Takes the contents of a library in place of whatever was there. */
  replace(contents: LibraryContents): void {
    this.#libraryId = contents.library.id;
    this.#marks = contents.marks;
    this.#statuses = contents.statuses;
    this.#pictureVersions = new Uint16Array(contents.photoIds.length);
    this.#indexById = new Map();
    contents.photoIds.forEach((id, index) => this.#indexById.set(id, index));
    this.#ids = contents.photoIds;
    this.#version += 1;
  }

  clear(): void {
    this.#libraryId = null;
    this.#ids = new Uint32Array();
    this.#marks = new Int32Array();
    this.#statuses = new Uint8Array();
    this.#indexById = new Map();
    this.#version += 1;
  }

  /** Writes changed photos into the columns; false when one of them is not known here yet. */
  change({ photoIds, marks, statuses }: PhotoColumns): boolean {
    let allKnown = true;
    photoIds.forEach((id, place) => {
      const index = this.#indexById.get(id);
      if (index === undefined) {
        allKnown = false;
        return;
      }
      const status = statuses[place] ?? 0;
      if (this.#statuses[index] !== status) {
        this.#pictureVersions[index] = (this.#pictureVersions[index] ?? 0) + 1;
      }
      this.#marks[index] = marks[place] ?? UNLABELLED;
      this.#statuses[index] = status;
    });
    this.#version += 1;
    return allKnown;
  }

  /** Asks for every picture anew, as after a scan that found changed files. */
  refreshPictures(): void {
    this.#basePictureVersion += 1;
    this.#version += 1;
  }

  matches(index: number, filter: Filter): boolean {
    const mark = this.#marks[index];
    if (filter === 'all') return true;
    if (filter === 'unlabelled') return mark === UNLABELLED && !this.hasProblemAt(index);
    if (filter === 'neither') return mark === NEITHER;
    if (filter === 'problem') return this.hasProblemAt(index);
    return mark === filter;
  }

  /** The indices the filter lets through, in the library's order. */
  matching(filter: Filter): Uint32Array {
    void this.#version;
    const { length } = this.#ids;
    const found = new Uint32Array(length);
    let count = 0;
    for (let index = 0; index < length; index++) {
      if (this.matches(index, filter)) found[count++] = index;
    }
    return found.subarray(0, count);
  }

  #count(): PhotoCounts {
    void this.#version;
    const tally: Record<Id, number> = {};
    let unlabelled = 0;
    let neither = 0;
    let problem = 0;
    for (let index = 0; index < this.#ids.length; index++) {
      const mark = this.#marks[index] ?? UNLABELLED;
      const hasProblem = (this.#statuses[index] ?? 0) >= PHOTO_STATUS.failed;
      if (hasProblem) problem += 1;
      if (mark === NEITHER) neither += 1;
      else if (mark !== UNLABELLED) tally[mark] = (tally[mark] ?? 0) + 1;
      else if (!hasProblem) unlabelled += 1;
    }
    const byCategory = new Map(Object.entries(tally).map(([id, count]) => [Number(id), count]));
    return { all: this.#ids.length, unlabelled, neither, problem, byCategory };
  }
}

export const photos = new Photos();
