import { numpyRandom } from '../../../core/index.ts';
import { likeliestOf } from '../../../electron/contract/answers.ts';

/** Of pictures of 16 × 16. */
export const FEATURE_COUNT = 768;

/** Examples whose kind shows in their mean brightness, the first kind's brightest, drawn alike for the same seed. */
export function makeExamples(count: number, firstCount = count / 2) {
  return drawn(
    Uint8Array.from({ length: count }, (_, index) => (index < firstCount ? 0 : 1)),
    2,
  );
}

/** Likewise of any number of kinds, in turns. */
export function makeKinds(count: number, kinds: number) {
  return drawn(
    Uint8Array.from({ length: count }, (_, index) => index % kinds),
    kinds,
  );
}

function drawn(labels: Uint8Array, kinds: number) {
  const random = numpyRandom(1);
  const features = new Uint8Array(labels.length * FEATURE_COUNT);
  for (let index = 0; index < features.length; index++) {
    const label = labels[Math.floor(index / FEATURE_COUNT)];
    features[index] = random.randint(0, 180) + Math.round((70 * (kinds - 1 - label)) / (kinds - 1));
  }
  return { features, labels, kinds };
}

/** The likeliest kind of each example. */
export function answersOf(probabilities: Float64Array, kinds: number): number[] {
  return Array.from({ length: probabilities.length / kinds }, (_, index) =>
    likeliestOf(probabilities.subarray(index * kinds, (index + 1) * kinds)),
  );
}
