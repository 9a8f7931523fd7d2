import type { Id } from '../../electron/contract.ts';
import { notices } from './notices.svelte.ts';

/** The six places of the window, in the order of their keys. */
export const PLACES = ['home', 'photos', 'learn', 'answers', 'models', 'settings'] as const;
export type Place = (typeof PLACES)[number];

export const SETTINGS_SECTIONS = ['eyes', 'keys', 'about'] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

class Navigation {
  #place = $state<Place>('home');
  #modelId = $state<Id | null>(null);
  #section = $state<SettingsSection>('eyes');

  get place(): Place {
    return this.#place;
  }

  /** The model whose page Models shows; null shows them all. */
  get modelId(): Id | null {
    return this.#modelId;
  }

  /** The part of Settings that is shown. */
  get section(): SettingsSection {
    return this.#section;
  }

  go(place: Place): void {
    if (place !== this.#place) notices.leavePlace();
    // Models pressed once more leads from one of them back to all.
    else if (place === 'models') this.#modelId = null;
    this.#place = place;
  }

  showModel(modelId: Id | null): void {
    this.go('models');
    this.#modelId = modelId;
  }

  showSettings(section: SettingsSection): void {
    this.go('settings');
    this.#section = section;
  }
}

export const navigation = new Navigation();
