/** What is done before the first step: the spread of the features, and products that save time later. */
export interface Preparation {
  phase: 'preparing';
  /** What part of it is done, 0 to 1; each of the two begins anew. */
  done: number;
}

/** Carries out `work`, whose yields go from 0 to 1, as the part of a longer one from `start` to `end`. */
export function* scaled<Result>(
  work: Generator<number, Result, void>,
  start: number,
  end: number,
): Generator<number, Result, void> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield start + next.value * (end - start);
  }
}

/** Carries out `work`, whose yields are shares, as a preparation. */
export function* preparing<Result>(
  work: Generator<number, Result, void>,
): Generator<Preparation, Result, void> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield { phase: 'preparing', done: next.value };
  }
}
