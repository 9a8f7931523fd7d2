import type { Id, PhotoDetail } from '../../electron/contract.ts';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';

/** Requests within this many milliseconds travel together. */
const GATHER_FOR = 40;

/** Names, sizes and problems of the photos that came into view, asked for as they do. */
class PhotoDetails {
  #byId = new Map<Id, PhotoDetail>();
  #version = $state(0);
  #wanted = new Set<Id>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** What is known of a photo; null until it was asked for and answered. */
  get(id: Id): PhotoDetail | null {
    void this.#version;
    return this.#byId.get(id) ?? null;
  }

  /** Asks for those photos that are not known yet. */
  want(ids: Iterable<Id>): void {
    for (const id of ids) {
      if (!this.#byId.has(id)) this.#wanted.add(id);
    }
    if (this.#wanted.size === 0 || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#fetch().catch(report);
    }, GATHER_FOR);
  }

  /** Forgets what may have changed. */
  forget(ids: Iterable<Id>): void {
    for (const id of ids) this.#byId.delete(id);
    this.#version += 1;
  }

  clear(): void {
    this.#byId.clear();
    this.#wanted.clear();
    this.#version += 1;
  }

  async #fetch(): Promise<void> {
    const photoIds = [...this.#wanted];
    this.#wanted.clear();
    if (photoIds.length === 0) return;
    for (const detail of await api.call('photos.details', { photoIds })) {
      this.#byId.set(detail.id, detail);
    }
    this.#version += 1;
  }
}

export const photoDetails = new PhotoDetails();
