/** What the window and the main process must both know, once. Values; they depend on nothing else. */

import type { PhotoStatus } from './data.ts';

/** Photo status as it stands in the database and in `PhotoColumns.statuses`. */
export const PHOTO_STATUS = {
  found: 0,
  ready: 1,
  failed: 2,
  missing: 3,
} as const satisfies Record<PhotoStatus, number>;

/** Names by code: the reverse of `PHOTO_STATUS`. */
export const PHOTO_STATUS_NAMES = [
  'found',
  'ready',
  'failed',
  'missing',
] as const satisfies PhotoStatus[];

/** A `Mark` that is no category's id: nobody has said anything yet. */
export const UNLABELLED = 0;
/** A `Mark` that is no category's id: looked at, and not to be learned from. */
export const NEITHER = -1;

/** With fewer labelled photos of a kind than this there is nothing to check the network with. */
export const FEWEST_OF_A_KIND = 5;

/** Below this probability an answer reads "not sure", until the person says otherwise. */
export const NOT_SURE_BELOW = 0.65;
/** What a person may say otherwise. */
export const NOT_SURE_RANGE = { least: 0.5, most: 0.99 } as const;

/** What training may be asked for. */
export const SETTINGS_LIMITS = {
  hiddenLayers: { most: 16 },
  /** In one hidden layer. */
  neurons: { least: 1, most: 4096 },
  learningRate: { least: 1e-9, most: 100 },
  epochs: { least: 1, most: 100_000 },
  minibatchSize: { least: 1, most: 1_000_000 },
  validationFraction: { least: 0.1, most: 0.5 },
  seed: { least: 0, most: 4_294_967_295 },
  /** Whatever the computer has. */
  threads: { least: 1, most: 64 },
} as const;

/** Characters in the name of a library, a model or an eye. */
export const LONGEST_NAME = 120;
/** Characters in the name of a category, which stands on buttons and photos. */
export const LONGEST_CATEGORY_NAME = 40;
/** A key that labels: one letter of any script, small where it has two sizes, or a digit. `0` takes labels off. */
export const CATEGORY_KEY = /^[\p{Ll}\p{Lo}\p{Lm}1-9]$/u;

/** Kinds of pictures that are read, as people call them. */
export const PHOTO_FORMATS = ['JPEG', 'PNG', 'WebP', 'AVIF', 'TIFF', 'GIF', 'HEIC'] as const;
/** Endings of their files, in lower case. */
export const PHOTO_ENDINGS = [
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'png',
  'webp',
  'avif',
  'tif',
  'tiff',
  'gif',
  'heic',
  'heif',
  'hif',
  // Raw photos, of which the JPEG inside is shown.
  'cr2',
  'cr3',
  'nef',
  'arw',
  'dng',
  'raf',
  'rw2',
] as const;

/** Ending of a model's file. */
export const MODEL_ENDING = 'purrmodel';
/** Ending of the file of a network that may become an eye. */
export const NETWORK_ENDING = 'onnx';
/** Largest such file, in megabytes of 2²⁰ bytes; all of it is held in memory, about three times. */
export const MOST_NETWORK_MEGABYTES = 500;
