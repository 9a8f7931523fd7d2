import type { Id } from '../../contract.ts';
import type { Services } from '../services.ts';

/** Some 200 kB: more would keep those who come later waiting. */
const MOST_AT_ONCE = 16;

interface Wanted {
  photoId: Id;
  resolve: (thumbnail: Uint8Array | null) => void;
  reject: (error: unknown) => void;
}

/**
 * The small pictures that the library has. A screenful of photos asks for dozens within a moment: what is asked
 * for while an answer is on its way goes along with the next question.
 */
export class Thumbnails {
  readonly #library: Pick<Services['library'], 'call'>;
  readonly #wanted: Wanted[] = [];
  #isAsking = false;

  constructor(library: Pick<Services['library'], 'call'>) {
    this.#library = library;
  }

  /** Null where the library has none. */
  find(photoId: Id): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ photoId, resolve, reject });
      if (!this.#isAsking) void this.#askAll();
    });
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted.length > 0) await this.#ask(this.#wanted.splice(0, MOST_AT_ONCE));
    this.#isAsking = false;
  }

  async #ask(wanted: Wanted[]): Promise<void> {
    try {
      const photoIds = wanted.map(({ photoId }) => photoId);
      const found = await this.#library.call('thumbnails', { photoIds });
      wanted.forEach(({ resolve }, place) => resolve(found[place] ?? null));
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    }
  }
}
