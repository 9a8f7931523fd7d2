import { evaluateModel } from '../../../core/index.ts';
import type { Examples } from '../../../core/index.ts';
import type { Contestant } from './contestants.ts';
import { takeExamples } from './draw.ts';
import type { Draw } from './draw.ts';
import type { PhotoKind } from './photos.ts';

/** A contestant's result with `perKind` labelled photos of each kind. */
export interface Score {
  name: string;
  perKind: number;
  /** Photos held out in each draw. */
  tested: number;
  /** Share of the held-out photos answered correctly, for each draw. */
  accuracies: number[];
  /** Time of preparing and training, for each draw. */
  seconds: number[];
}

/** Extracts every photo's features through each eye once. */
export class FeatureCache {
  /** Positions among the kinds. */
  readonly labels: Uint8Array;
  readonly #kinds: number;
  readonly #paths: string[];
  readonly #known = new Map<string, Promise<Examples>>();

  constructor(kinds: readonly PhotoKind[]) {
    this.#kinds = kinds.length;
    this.#paths = kinds.flatMap(({ paths }) => paths);
    this.labels = Uint8Array.from(kinds.flatMap(({ paths }, kind) => paths.map(() => kind)));
  }

  featuresFor({ eye, featuresOf }: Contestant): Promise<Examples> {
    const known = this.#known.get(eye);
    if (known !== undefined) return known;
    const examples = this.#extractAll(featuresOf);
    this.#known.set(eye, examples);
    return examples;
  }

  async #extractAll(featuresOf: Contestant['featuresOf']): Promise<Examples> {
    const all: (Uint8Array | Float32Array)[] = [];
    for (const path of this.#paths) all.push(await featuresOf(path));
    const count = all.length;
    const featureCount = all[0].length;
    const ArrayType = all[0] instanceof Uint8Array ? Uint8Array : Float32Array;
    const features = new ArrayType(count * featureCount);
    all.forEach((values, index) => features.set(values, index * featureCount));
    return { features, labels: this.labels, kinds: this.#kinds, count, featureCount };
  }
}

/** Trains on the labelled photos of each draw and tests on the others, once nothing is left to choose. */
export async function scoreOf(
  contestant: Contestant,
  cache: FeatureCache,
  draws: readonly Draw[],
): Promise<Score> {
  const examples = await cache.featuresFor(contestant);
  const score: Score = {
    name: contestant.name,
    perKind: draws[0].perKind,
    tested: draws[0].test.length,
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
}
