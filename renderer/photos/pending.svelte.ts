import type { Id } from '../../electron/contract.ts';

/** A label that is not committed after this many milliseconds is drawn as pending. */
const PENDING_AFTER = 100;

/** Photos whose labels are on their way to the disk for so long that it should be seen. */
class Pending {
  #waiting = new Map<Id, number>();
  #shown = $state.raw<ReadonlySet<Id>>(new Set());
  #timer: ReturnType<typeof setTimeout> | null = null;

  has(id: Id): boolean {
    return this.#shown.has(id);
  }

  begin(photoIds: readonly Id[]): void {
    this.#count(photoIds, 1);
  }

  end(photoIds: readonly Id[]): void {
    this.#count(photoIds, -1);
  }

  #count(photoIds: readonly Id[], by: 1 | -1): void {
    for (const id of photoIds) {
      const requests = (this.#waiting.get(id) ?? 0) + by;
      if (requests > 0) this.#waiting.set(id, requests);
      else this.#waiting.delete(id);
    }
    if (this.#waiting.size === 0) {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      if (this.#shown.size > 0) this.#shown = new Set();
    } else if (this.#shown.size > 0) {
      this.#shown = new Set(this.#waiting.keys());
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#shown = new Set(this.#waiting.keys());
      }, PENDING_AFTER);
    }
  }
}

export const pending = new Pending();
