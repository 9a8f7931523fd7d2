/** Milliseconds of computing before requests and the system get their turn. */
const SLICE = 25;

/** What long computing needs of the process it runs in. */
export interface Turns {
  now: () => number;
  /** Resolves when everything else that waits has had its turn. */
  breathe: () => Promise<void>;
  /** Resolves at once while the run may go on, later while it is paused; false when it is cancelled. */
  mayGoOn: () => Promise<boolean>;
}

/** What happens while the steps are taken. */
export interface Watch<Step> {
  /** After every step. */
  step?: (step: Step) => void;
  /** Before each turn of the others, with the milliseconds of computing since the last one. */
  sliceEnded?: (milliseconds: number) => void;
  /** After the last step, likewise. */
  ended?: (milliseconds: number) => void;
}

/** Takes all steps of a computation, a few milliseconds of them at a time; null when it was cancelled. */
export async function takeTurns<Step, Result>(
  steps: Generator<Step, Result, void>,
  turns: Turns,
  watch: Watch<Step> = {},
): Promise<{ result: Result } | null> {
  try {
    while (await turns.mayGoOn()) {
      const began = turns.now();
      const result = takeSlice(steps, turns, watch);
      const milliseconds = turns.now() - began;
      if (result !== null) {
        watch.ended?.(milliseconds);
        return result;
      }
      watch.sliceEnded?.(milliseconds);
      await turns.breathe();
    }
    return null;
  } finally {
    // One that was broken off gives back what it holds.
    steps.return(undefined as never);
  }
}

function takeSlice<Step, Result>(
  steps: Generator<Step, Result, void>,
  { now }: Turns,
  watch: Watch<Step>,
): { result: Result } | null {
  const began = now();
  while (now() - began < SLICE) {
    const { value, done } = steps.next();
    if (done === true) return { result: value };
    watch.step?.(value);
  }
  return null;
}
