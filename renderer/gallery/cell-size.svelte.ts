const KEY = 'purrceptron.cell-size';
const STEP = 32;

/** How large the photos of the grid are, kept from one start to the next. */
class CellSize {
  readonly least = 88;
  readonly most = 344;
  #pixels = $state(152);

  constructor() {
    const kept = Number(globalThis.localStorage?.getItem(KEY) ?? NaN);
    if (kept >= this.least && kept <= this.most) this.#pixels = kept;
  }

  get pixels(): number {
    return this.#pixels;
  }

  set(pixels: number): void {
    this.#pixels = Math.max(this.least, Math.min(this.most, Math.round(pixels)));
    globalThis.localStorage?.setItem(KEY, String(this.#pixels));
  }

  grow(): void {
    this.set(this.#pixels + STEP);
  }

  shrink(): void {
    this.set(this.#pixels - STEP);
  }
}

export const cellSize = new CellSize();
