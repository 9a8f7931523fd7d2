import type {
  Category,
  Id,
  LibraryContents,
  LibrarySummary,
  Problem,
} from '../../electron/contract.ts';
import { api, ProblemError } from '../api.ts';
import { photos } from '../photos/photos.svelte.ts';

/** During a scan the contents are loaded again at most this often, in milliseconds. */
const RELOAD_EVERY = 700;

class Libraries {
  #list = $state.raw<LibrarySummary[]>([]);
  #loaded = $state(false);
  #problem = $state.raw<Problem | null>(null);
  #current = $state.raw<LibrarySummary | null>(null);
  #categories = $state.raw<Category[]>([]);
  #canUndo = $state(false);
  #canRedo = $state(false);
  #reloadTimer: ReturnType<typeof setTimeout> | null = null;

  get list(): readonly LibrarySummary[] {
    return this.#list;
  }

  /** True once the list was read for the first time. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Why nothing can be opened at all: a damaged file, or one of a newer version. */
  get problem(): Problem | null {
    return this.#problem;
  }

  get current(): LibrarySummary | null {
    return this.#current;
  }

  /** The two kinds of the current library, by position. */
  get categories(): readonly Category[] {
    return this.#categories;
  }

  get canUndo(): boolean {
    return this.#canUndo;
  }

  get canRedo(): boolean {
    return this.#canRedo;
  }

  async refresh(): Promise<void> {
    try {
      this.#list = await api.call('libraries.list');
      this.#loaded = true;
      this.#problem = null;
    } catch (error) {
      // Until the list was read once, the problem is all that there is to show.
      if (this.#loaded || !(error instanceof ProblemError)) throw error;
      this.#problem = error.problem;
    }
  }

  async open(libraryId: Id): Promise<void> {
    this.#take(await api.call('libraries.contents', { libraryId }));
    await this.refresh();
  }

  /** Reads the current library's contents again, soon; many requests become one. */
  reloadSoon(): void {
    if (this.#reloadTimer !== null) return;
    this.#reloadTimer = setTimeout(() => {
      this.#reloadTimer = null;
      void this.#reload();
    }, RELOAD_EVERY);
  }

  /** Opens the library of these folders, or asks for one with null; false when nothing was chosen. */
  async openFolders(paths: string[] | null): Promise<boolean> {
    const chosen = await api.call('libraries.openFolders', { paths });
    if (chosen) await this.open(chosen.libraryId);
    return chosen !== null;
  }

  async addFolders(libraryId: Id, paths: string[] | null): Promise<boolean> {
    const chosen = await api.call('libraries.addFolders', { libraryId, paths });
    if (chosen) await this.open(chosen.libraryId);
    return chosen !== null;
  }

  async openSample(): Promise<void> {
    const { libraryId } = await api.call('libraries.openSample');
    await this.open(libraryId);
  }

  async rename(libraryId: Id, name: string): Promise<void> {
    await api.call('libraries.rename', { libraryId, name });
    await this.refresh();
    if (this.#current?.id === libraryId) this.#current = { ...this.#current, name };
  }

  async renameCategory(categoryId: Id, name: string, key: string): Promise<void> {
    if (!this.#current) return;
    const libraryId = this.#current.id;
    const categories = await api.call('libraries.renameCategory', {
      libraryId,
      categoryId,
      name,
      key,
    });
    if (this.#current?.id === libraryId) this.#categories = byPosition(categories);
  }

  async remove(libraryId: Id): Promise<void> {
    await api.call('libraries.remove', { libraryId });
    if (this.#current?.id === libraryId) {
      this.#current = null;
      this.#categories = [];
      photos.clear();
    }
    await this.refresh();
  }

  setHistory({ canUndo, canRedo }: { canUndo: boolean; canRedo: boolean }): void {
    this.#canUndo = canUndo;
    this.#canRedo = canRedo;
  }

  async #reload(): Promise<void> {
    const libraryId = this.#current?.id;
    if (libraryId === undefined) return;
    const contents = await api.call('libraries.contents', { libraryId });
    if (this.#current?.id === libraryId) this.#take(contents);
  }

  #take(contents: LibraryContents): void {
    this.#current = contents.library;
    this.#categories = byPosition(contents.categories);
    this.setHistory(contents);
    photos.replace(contents);
  }
}

function byPosition(categories: readonly Category[]): Category[] {
  return [...categories].sort((one, other) => one.position - other.position);
}

export const libraries = new Libraries();
