import { numpyRandom } from '../../../core/index.ts';

/** Of pictures of 16 × 16. */
export const FEATURE_COUNT = 768;

/** Examples whose label shows in their mean brightness, drawn alike for the same seed. */
export function makeExamples(count: number, positives = count / 2) {
  const random = numpyRandom(1);
  const targets = Uint8Array.from({ length: count }, (_, index) => (index < positives ? 1 : 0));
  const features = new Uint8Array(count * FEATURE_COUNT);
  for (let index = 0; index < features.length; index++) {
    const isBright = targets[Math.floor(index / FEATURE_COUNT)] === 1;
    features[index] = random.randint(0, 180) + (isBright ? 70 : 0);
  }
  return { features, targets };
}
