import { numpyRandom } from '../../../core/index.ts';
import type { Examples, Split } from '../../../core/index.ts';

// What the golden trainings learn from. Nothing here may change: the recorded numbers come from it.

/** Features of `count` examples, brighter in their first half where the label is 1, under noise. */
export function drawExamples(
  count: number,
  featureCount: number,
  kind: 'bytes' | 'floats',
): Examples {
  const random = numpyRandom(17);
  const labels = Uint8Array.from({ length: count }, (_, i) => (i % 5 < 2 ? 1 : 0));
  const values = Array.from({ length: count * featureCount }, (_, i) => {
    const isFirstHalf = i % featureCount < featureCount / 2;
    const isBright = labels[Math.floor(i / featureCount)] === 1 && isFirstHalf;
    return random.randint(0, 150) + (isBright ? 60 : 0);
  });
  const features =
    kind === 'bytes'
      ? Uint8Array.from(values)
      : Float32Array.from(values, (value) => (value - 90) / 37);
  return { features, labels, count, featureCount };
}

/** Pictures of noise with a bright bar: lying where the label is 1, standing where it is 0. */
export function drawPictures(count: number, edge: number): Examples {
  const random = numpyRandom(23);
  const featureCount = 3 * edge ** 2;
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const features = new Uint8Array(count * featureCount).map(() => random.randint(0, 120));
  labels.forEach((label, index) => {
    const place = random.randint(1, edge - 1);
    for (let along = 0; along < edge; along++) {
      const pixel = label === 1 ? place * edge + along : along * edge + place;
      for (let channel = 0; channel < 3; channel++) {
        features[index * featureCount + 3 * pixel + channel] += 110;
      }
    }
  });
  return { features, labels, count, featureCount };
}

/** The first `training` examples to learn from, the others kept aside. */
export function splitAt(count: number, training: number): Split {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  return { training: indices.slice(0, training), validation: indices.slice(training) };
}
