import { augmentationCopies, changePicture, drawChange } from './augment.ts';
import type { Examples, Split } from './examples.ts';
import { partsOf } from './front.ts';
import type { Front } from './front.ts';
import { numpyRandom } from '../random/numpy-random.ts';

export interface PrepareOptions {
  /** What makes features of the pictures; null where the examples are learned from as they are. */
  front: Front | null;
  /** Whether to learn from changed copies of the pictures as well. */
  augmentation: boolean;
  /** For how the copies are changed. */
  seed: number;
}

export interface PreparedExamples {
  examples: Examples;
  split: Split;
}

/**
 * A front's features hardly change with a picture's light and place, so that further copies teach nothing:
 * measured on photos, one mirrored copy did better than three drawn freely.
 */
const MOST_FRONT_COPIES = 1;

/** Pictures done, of how many. */
export interface PrepareStep {
  finished: number;
  count: number;
}

/**
 * What `train` is given for these pictures: changed copies of the training examples, `augmentationCopies` of
 * each, the first one mirrored, and none of those kept aside; and of every picture the features that `front` sees. A generator: it
 * yields after each picture (about a millisecond), so its host decides when to go on. A copy lives only until
 * its features are made.
 *
 * The given examples keep their indices, the copies come after them and are for training. What is in neither
 * part of the split is all 0. With neither front nor copies the answer is what was given.
 *
 * @throws RangeError when there is something to make of examples that are not pictures of bytes.
 */
export function* prepareExamples(
  examples: Examples,
  split: Split,
  { front, augmentation, seed }: PrepareOptions,
): Generator<PrepareStep, PreparedExamples, void> {
  const most = front === null ? undefined : MOST_FRONT_COPIES;
  const copies = augmentation ? augmentationCopies(split.training.length, most) : 0;
  if (front === null && copies === 0) return { examples, split };
  const { pictures, edge } = expectPictures(examples, front);
  const random = numpyRandom(seed);
  const { training, validation } = split;
  const enlarged = createEnlarged(examples, training, copies, front);
  const { features, featureCount } = enlarged;
  const write = (picture: Uint8Array, place: number): void => {
    features.set(front ? partsOf(front).featuresOf(picture) : picture, place * featureCount);
  };
  const count = training.length * (1 + copies) + validation.length;
  let finished = 0;
  for (const index of [...training, ...validation]) {
    write(pictureAt(pictures, index, edge), index);
    yield { finished: ++finished, count };
  }
  const copy = new Uint8Array(edge * edge * 3);
  for (let place = examples.count; place < enlarged.count; place++) {
    const index = training[(place - examples.count) % training.length];
    const change = drawChange(edge, random);
    // The mirror image is what a network learns most from, so each picture has one.
    const isFirst = place < examples.count + training.length;
    const mirrored = isFirst || change.mirrored;
    changePicture(copy, pictureAt(pictures, index, edge), edge, { ...change, mirrored });
    write(copy, place);
    yield { finished: ++finished, count };
  }
  const added = Uint32Array.from(
    { length: enlarged.count - examples.count },
    (_, i) => examples.count + i,
  );
  return {
    examples: enlarged,
    split: { training: Uint32Array.of(...training, ...added), validation },
  };
}

/** Room for the given examples and the copies after them, with their labels. */
function createEnlarged(
  examples: Examples,
  training: Uint32Array,
  copies: number,
  front: Front | null,
): Examples {
  const count = examples.count + copies * training.length;
  const featureCount = front ? partsOf(front).featureCount : examples.featureCount;
  const ArrayType = front ? Float32Array : Uint8Array;
  const labels = new Uint8Array(count);
  labels.set(examples.labels);
  const copied = training.map((index) => examples.labels[index]);
  for (let i = 0; i < copies; i++) labels.set(copied, examples.count + i * training.length);
  const { kinds } = examples;
  const features = new ArrayType(count * featureCount);
  return { features, labels, count, featureCount, ...(kinds === undefined ? {} : { kinds }) };
}

function pictureAt(pictures: Uint8Array, index: number, edge: number): Uint8Array {
  const length = edge * edge * 3;
  return pictures.subarray(index * length, (index + 1) * length);
}

function expectPictures(
  { features, featureCount }: Examples,
  front: Front | null,
): { pictures: Uint8Array; edge: number } {
  const edge = Math.sqrt(featureCount / 3);
  const fits = Number.isInteger(edge) && (!front || partsOf(front).edge === edge);
  if (!(features instanceof Uint8Array) || !fits) {
    const expected = front ? `pictures for ${front}` : 'square pictures';
    const numbers = features instanceof Uint8Array ? 'bytes' : 'other numbers';
    throw new RangeError(`Expected ${expected} as bytes, got ${featureCount} ${numbers} each`);
  }
  return { pictures: features, edge };
}
