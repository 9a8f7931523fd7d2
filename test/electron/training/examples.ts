import { numpyRandom } from '../../../core/index.ts';

/** Of pictures of 16 × 16. */
export const featureCount = 768;

/** Examples whose label shows in their mean brightness, drawn alike for the same seed. */
export const makeExamples = (count: number, positives = count / 2) => {
  const random = numpyRandom(1);
  const targets = Uint8Array.from({ length: count }, (_, index) => (index < positives ? 1 : 0));
  const features = new Uint8Array(count * featureCount);
  for (let index = 0; index < features.length; index++) {
    const isBright = targets[Math.floor(index / featureCount)] === 1;
    features[index] = random.randint(0, 180) + (isBright ? 70 : 0);
  }
  return { features, targets };
};
