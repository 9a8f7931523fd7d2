import { evaluateModel } from '../../../core/index.ts';
import type { Examples } from '../../../core/index.ts';
import type { Contestant } from './contestants.ts';
import { takeExamples } from './draw.ts';
import type { Draw } from './draw.ts';
import type { PhotoKind } from './photos.ts';

/** How one contestant did with so many labelled photos of each kind. */
export interface Score {
  name: string;
  perKind: number;
  /** Photos held out in each draw. */
  tested: number;
  /** Share of the held-out photos answered rightly, one a draw. */
  accuracies: number[];
  /** Of preparing and learning, one a draw. */
  seconds: number[];
}

/** Looks at every photo through each eye once. */
export class Looks {
  /** Positions among the kinds. */
  readonly labels: Uint8Array;
  readonly #kinds: number;
  readonly #paths: string[];
  readonly #seen = new Map<string, Promise<Examples>>();

  constructor(kinds: readonly PhotoKind[]) {
    this.#kinds = kinds.length;
    this.#paths = kinds.flatMap(({ paths }) => paths);
    this.labels = Uint8Array.from(kinds.flatMap(({ paths }, kind) => paths.map(() => kind)));
  }

  through({ eye, look }: Contestant): Promise<Examples> {
    const known = this.#seen.get(eye);
    if (known !== undefined) return known;
    const seen = this.#look(look);
    this.#seen.set(eye, seen);
    return seen;
  }

  async #look(look: Contestant['look']): Promise<Examples> {
    const all: (Uint8Array | Float32Array)[] = [];
    for (const path of this.#paths) all.push(await look(path));
    const count = all.length;
    const featureCount = all[0]!.length;
    const ArrayType = all[0] instanceof Uint8Array ? Uint8Array : Float32Array;
    const features = new ArrayType(count * featureCount);
    all.forEach((values, index) => features.set(values, index * featureCount));
    return { features, labels: this.labels, kinds: this.#kinds, count, featureCount };
  }
}

/** Each draw is learned from and tested on; the test is looked at after everything was chosen. */
export const scoreOf = async (
  contestant: Contestant,
  looks: Looks,
  draws: readonly Draw[],
): Promise<Score> => {
  const examples = await looks.through(contestant);
  const score: Score = {
    name: contestant.name,
    perKind: draws[0]!.perKind,
    tested: draws[0]!.test.length,
    accuracies: [],
    seconds: [],
  };
  for (const { seed, labelled, test } of draws) {
    const begun = performance.now();
    const model = contestant.learn(takeExamples(examples, labelled), seed);
    score.seconds.push((performance.now() - begun) / 1000);
    score.accuracies.push(evaluateModel(model, examples, test).accuracy);
  }
  return score;
};
