import { numpyRandom } from '../../../core/index.ts';
import type { Examples } from '../../../core/index.ts';

/** Which photos are labelled, and which are held out to test with, as many of each kind. */
export interface Draw {
  seed: number;
  /** Labelled photos of each kind. */
  perKind: number;
  labelled: Uint32Array;
  test: Uint32Array;
}

/**
 * Draws `perKind` photos of each kind to be labelled; of the others the test takes as many of each kind as
 * there are of the rarer one.
 */
export function drawPhotos(labels: Uint8Array, perKind: number, seed: number): Draw {
  const random = numpyRandom(seed);
  const shuffled = [...new Set(labels)].map((label) => {
    const indices = [...labels.keys()].filter((index) => labels[index] === label);
    return Array.from(random.permutation(indices.length), (place) => indices[place]);
  });
  const held = Math.min(...shuffled.map(({ length }) => length)) - perKind;
  if (held < 1) throw new RangeError(`Expected more than ${perKind} photos of each kind`);
  const ascending = (indices: number[]) => Uint32Array.from(indices).sort();
  return {
    seed,
    perKind,
    labelled: ascending(shuffled.flatMap((indices) => indices.slice(0, perKind))),
    test: ascending(shuffled.flatMap((indices) => indices.slice(perKind, perKind + held))),
  };
}

/** The examples at `indices` alone, so that nothing can be learned from any other. */
export function takeExamples(examples: Examples, indices: Uint32Array): Examples {
  const { featureCount, labels, kinds = 2 } = examples;
  const ArrayType = examples.features instanceof Uint8Array ? Uint8Array : Float32Array;
  const features = new ArrayType(indices.length * featureCount);
  indices.forEach((index, i) => {
    const start = index * featureCount;
    features.set(examples.features.subarray(start, start + featureCount), i * featureCount);
  });
  const taken = Uint8Array.from(indices, (index) => labels[index]);
  return { features, labels: taken, kinds, count: indices.length, featureCount };
}
