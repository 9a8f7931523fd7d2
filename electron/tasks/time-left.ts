/** Milliseconds of work that the speed is measured over. */
const WINDOW = 10_000;
/** Before that much work was seen nobody can tell how long the rest takes. */
const FEWEST_MILLISECONDS = 1000;

interface Reading {
  at: number;
  done: number;
}

/** How long the rest of a step takes, at the speed of its last seconds. Times are milliseconds of work, without pauses. */
export class TimeLeft {
  #readings: Reading[] = [];

  /** Forgets the speed: something else is counted from now on. */
  begin(at: number, done: number): void {
    this.#readings = [{ at, done }];
  }

  record(at: number, done: number): void {
    this.#readings.push({ at, done });
    // The newest of those that are too old stays: the window reaches back to it.
    const young = this.#readings.findIndex((reading) => reading.at > at - WINDOW);
    if (young > 1) this.#readings.splice(0, young - 1);
  }

  /** Null while too little was seen, or nothing went on. */
  until(total: number | null): number | null {
    const [first] = this.#readings;
    const last = this.#readings.at(-1);
    if (first === undefined || last === undefined || total === null) return null;
    const elapsed = last.at - first.at;
    const went = last.done - first.done;
    if (elapsed < FEWEST_MILLISECONDS || went <= 0) return null;
    return Math.round((Math.max(0, total - last.done) * elapsed) / went);
  }
}
