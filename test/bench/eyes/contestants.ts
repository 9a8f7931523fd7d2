import {
  frontOf,
  numpyRandom,
  oneClickSettings,
  prepareExamples,
  SHAPES_EDGE,
  SHAPES_FRONT,
  splitTrainValidation,
  train,
} from '../../../core/index.ts';
import type { Examples, EyeKind, Model } from '../../../core/index.ts';
import { squareOf } from './square.ts';

/** A way of learning from photos; each is given the same ones. */
export interface Contestant {
  name: string;
  /** The eye's id; contestants with the same eye share their features. */
  eye: string;
  /** The features of one photo file. */
  featuresOf: (path: string) => Promise<Uint8Array | Float32Array>;
  /** Learns from labelled examples, and from nothing else, as one click does. */
  learn: (labelled: Examples, seed: number) => Model;
}

/** The result of a generator that nobody waits beside. */
export function finish<Step, Result>(steps: Generator<Step, Result, void>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

/** One click through an eye: part of the labelled examples kept aside, copies if wanted, and training. */
export function learnDense(kind: EyeKind, eye: string, augmentation: boolean): Contestant['learn'] {
  const front = frontOf(eye);
  return (labelled, seed) => {
    const settings = { ...oneClickSettings(labelled.count, kind), seed };
    const { validationFraction } = settings;
    const split = splitTrainValidation(labelled.labels, validationFraction, numpyRandom(seed));
    const options = { front, augmentation, seed };
    const prepared = finish(prepareExamples(labelled, split, options));
    const { model } = finish(train(prepared.examples, prepared.split, settings));
    return front === null ? model : { ...model, front };
  };
}

const pixels = { eye: 'pixels-64@1', featuresOf: (path: string) => squareOf(path, 64) };
const shapes = { eye: SHAPES_FRONT, featuresOf: (path: string) => squareOf(path, SHAPES_EDGE) };

/** What `core/` can do on its own. */
export const coreContestants: Contestant[] = [
  { name: 'Pixels', ...pixels, learn: learnDense('pixels', pixels.eye, false) },
  { name: 'Pixels, augmented', ...pixels, learn: learnDense('pixels', pixels.eye, true) },
  { name: 'Shapes', ...shapes, learn: learnDense('shapes', shapes.eye, false) },
  { name: 'Shapes, augmented', ...shapes, learn: learnDense('shapes', shapes.eye, true) },
];
