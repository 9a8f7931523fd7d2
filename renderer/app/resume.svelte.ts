import type { Id } from '../../electron/contract.ts';
import { libraries } from '../home/libraries.svelte.ts';
import type { Filter } from '../photos/photos.svelte.ts';
import { selection, showAfresh, shownPhotos } from '../photos/shown.svelte.ts';
import {
  navigation,
  PLACES,
  SETTINGS_SECTIONS,
  type Place,
  type SettingsSection,
} from './navigation.svelte.ts';

const KEY = 'purrceptron.where';

/** Where the person was: enough to find the same photos under the same eyes after a restart. */
interface Where {
  place: Place;
  section: SettingsSection;
  modelId: Id | null;
  libraryId: Id | null;
  filter: Filter;
  /** Brought into view, so that the grid stands where it stood. */
  focusedId: Id | null;
}

/** Remembers in the window's own storage where the person was, and goes back there at the next start. */
export class Resume {
  #pending = $state(true);

  /** True until the last library is open again, or is known to be gone. */
  get pending(): boolean {
    return this.#pending;
  }

  /** Where the person is now; `keep` it whenever it changes. */
  where(): Where {
    return {
      place: navigation.place,
      section: navigation.section,
      modelId: navigation.modelId,
      libraryId: libraries.current?.id ?? null,
      filter: shownPhotos.filter,
      focusedId: selection.focusedId,
    };
  }

  keep(where: Where): void {
    // Until the last library is back, there is nothing new to remember.
    if (!this.#pending) localStorage.setItem(KEY, JSON.stringify(where));
  }

  /** Goes where the person was, before anything is drawn. */
  goBack(): void {
    const { place, section, modelId } = kept();
    if (section) navigation.showSettings(section);
    if (modelId) navigation.showModel(modelId);
    navigation.go(place ?? 'home');
  }

  /** Opens what was open; the list of libraries must be known. */
  async reopen(): Promise<void> {
    const { libraryId, filter = 'all', focusedId } = kept();
    try {
      if (libraries.list.some(({ id }) => id === libraryId) && typeof libraryId === 'number') {
        await libraries.open(libraryId);
        showAfresh(isStillThere(filter) ? filter : 'all');
        if (typeof focusedId === 'number') selection.focusPhoto(focusedId);
      }
    } finally {
      this.#pending = false;
    }
  }
}

export const resume = new Resume();

/** What was kept, as far as it can still be understood. */
function kept(): Partial<Where> {
  try {
    const where = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Where>;
    const known: Partial<Where> = { ...where };
    if (!PLACES.some((place) => place === where.place)) delete known.place;
    if (!SETTINGS_SECTIONS.some((section) => section === where.section)) delete known.section;
    return known;
  } catch {
    return {};
  }
}

function isStillThere(filter: Filter): boolean {
  return typeof filter === 'string' || libraries.categories.some(({ id }) => id === filter);
}
