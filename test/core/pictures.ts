import { numpyRandom } from '../../core/index.ts';
import type { Examples } from '../../core/index.ts';

/** Pictures of noise; where the label is 1 it is orange, and in stripes. */
export function makePictures(count: number, edge: number, seed = 5): Examples {
  const random = numpyRandom(seed);
  const featureCount = edge * edge * 3;
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const features = new Uint8Array(count * featureCount).map((_, i) => {
    const [row, channel] = [Math.floor((i % featureCount) / (edge * 3)), i % 3];
    const isStriped = labels[Math.floor(i / featureCount)] === 1;
    return random.randint(0, 100) + (isStriped && row % 4 < 2 ? [120, 60, 0][channel] : 0);
  });
  return { features, labels, count, featureCount };
}

/** Runs a generator to its end. */
export function finish<Step, Result>(steps: Generator<Step, Result, void>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
