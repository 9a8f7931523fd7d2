import { SHAPES_EDGE, SHAPES_FEATURE_COUNT, shapesOf } from './shapes/shapes.ts';

/** What turns a picture into the features that a network sees; a model names its own. */
export type Front = typeof SHAPES_FRONT;

/** Whatever changes the numbers of `shapesOf` must change the version after the @. */
export const SHAPES_FRONT = `shapes-${SHAPES_EDGE}@1` as const;

/** The front with this name, which is also the name of its eye; null where there is none. */
export function frontOf(name: string): Front | null {
  return name === SHAPES_FRONT ? SHAPES_FRONT : null;
}

/** How a front takes and gives numbers. */
export interface FrontParts {
  /** Pixels along each side of its pictures. */
  edge: number;
  /** Bytes of a picture: edge × edge × 3. */
  inputCount: number;
  featureCount: number;
  featuresOf: (picture: Uint8Array) => Float32Array;
}

const SHAPES: FrontParts = {
  edge: SHAPES_EDGE,
  inputCount: SHAPES_EDGE * SHAPES_EDGE * 3,
  featureCount: SHAPES_FEATURE_COUNT,
  featuresOf: shapesOf,
};

export function partsOf(front: Front): FrontParts {
  if (front !== SHAPES_FRONT)
    throw new RangeError(`Expected ${SHAPES_FRONT}, got ${String(front)}`);
  return SHAPES;
}

/**
 * The features of the pictures at `indices` among `pictures`, one after another.
 *
 * @throws RangeError unless the pictures are bytes.
 */
export function featuresOfPictures(
  front: Front,
  pictures: Uint8Array | Float32Array,
  indices: Uint32Array,
): Float32Array {
  const { inputCount, featureCount, featuresOf } = partsOf(front);
  if (!(pictures instanceof Uint8Array)) {
    throw new RangeError(`Expected pictures of bytes for ${front}, got other numbers`);
  }
  const features = new Float32Array(indices.length * featureCount);
  indices.forEach((index, i) => {
    const picture = pictures.subarray(index * inputCount, (index + 1) * inputCount);
    features.set(featuresOf(picture), i * featureCount);
  });
  return features;
}
