/**
 * What crosses between window and main process, as data. Types only; `contract.ts` lists the calls and
 * events that carry them, and everyone imports these from there.
 */

import type {
  ArithmeticReport,
  DecoderReport,
  EyeOrigin,
  IgnoredReason,
  Problem,
} from './problems.ts';

export type Id = number;

/** What a person said about a photo: `UNLABELLED`, `NEITHER`, otherwise a category's id. */
export type Mark = number;

/** A kind of things in a library. Labels and probabilities are by `position`, from 0. */
export interface Category {
  id: Id;
  position: number;
  name: string;
  /** The one lower-case key that labels with it, for example `c`. */
  key: string;
}

export interface LibrarySummary {
  id: Id;
  name: string;
  kind: 'folders' | 'sample';
  /** Absolute paths, as the person chose them. */
  folders: string[];
  photoCount: number;
  /** Photos that carry a category (not those marked "neither"). */
  labelledCount: number;
  /** Milliseconds since 1970. */
  openedAt: number;
}

/** How far a photo has been read: found on disk; ready; failed (with a problem); gone from the disk. */
export type PhotoStatus = 'found' | 'ready' | 'failed' | 'missing';

/** Photos as columns, so that 20,000 of them cross to the window in a few milliseconds. */
export interface PhotoColumns {
  photoIds: Uint32Array;
  /** One `Mark` a photo. */
  marks: Int32Array;
  /** One of `PHOTO_STATUS` a photo. */
  statuses: Uint8Array;
}

/** A whole library as the grid needs it; photos in the order of their paths. */
export interface LibraryContents extends PhotoColumns {
  library: LibrarySummary;
  categories: Category[];
  canUndo: boolean;
  canRedo: boolean;
}

export interface PhotoDetail {
  id: Id;
  fileName: string;
  /** Path below the opened folder, without the file's name; empty at its top. */
  folder: string;
  path: string;
  status: PhotoStatus;
  /** Pixels as seen upright; null until the photo was read. */
  width: number | null;
  height: number | null;
  byteSize: number;
  problem: Problem | null;
}

export interface MarkChange extends PhotoColumns {
  libraryId: Id;
  canUndo: boolean;
  canRedo: boolean;
}

/** Labels that folder or file names seem to give; never applied without being accepted. */
export interface LabelSuggestion {
  categoryId: Id;
  categoryName: string;
  source: 'folder' | 'file name';
  /** The word as it stands on disk, for example `cats` or `dog.`. */
  word: string;
  /** How many photos without a label it would label. */
  photoCount: number;
}

/** A picture of which copies were labelled differently. It is settled by labelling one of its photos. */
export interface LabelConflict {
  /** The photos that show it. */
  photoIds: Id[];
  /** What its copies were labelled. */
  marks: Mark[];
}

/** A photo that shows another picture than before; the label of that one is not its label. */
export interface ReplacedPhoto {
  photoId: Id;
  /** Of the picture that was there before. */
  formerMark: Mark;
}

/** Labels that another library has for pictures of this one. */
export interface BringableLabels {
  fromLibraryId: Id;
  libraryName: string;
  /** Pictures that have no label here yet. */
  pictureCount: number;
  /** Whether this library, in which nothing is labelled yet, takes over the names and keys of the kinds. */
  takesNames: boolean;
}

export interface IgnoredFile {
  path: string;
  reason: IgnoredReason;
}

export interface TrainingSettings {
  /** Neurons in each hidden layer, for example [20, 7, 5]. */
  hiddenLayers: number[];
  learningRate: number;
  epochs: number;
  /** Examples in one step; null takes all of them in each step (full batch). */
  minibatchSize: number | null;
  /** Share of the labelled photos kept aside to check the network, 0.1 to 0.5. */
  validationFraction: number;
  seed: number;
  /** Dense layers, or convolutions before them; the latter look at pixels only. */
  network: 'dense' | 'convolutional';
  /** Whether it also learns from mirrored, shifted, lighter and darker copies; for eyes that give pictures. */
  augmentation: boolean;
  /** Threads that compute; the same number gives the same network to the last bit. */
  threads: number;
}

/** Name and version of what turns a photo into numbers, for example `pixels-64@1`. */
export type EyeId = string;

/** How pixel values are handed to a network of one's own; each is what one family of networks was trained with. */
export type EyePreset = 'minus-one-to-one' | 'zero-to-one' | 'imagenet' | 'caffe' | 'bytes';

/** An eye turns a photo into the numbers that the network learns from. */
export interface EyeSummary {
  /** Models and cached numbers refer to it; whatever changes the numbers changes the id. */
  id: EyeId;
  kind: 'pixels' | 'shapes' | 'keen' | 'own';
  name: string;
  /** Of one's own eyes only: the file that it was made of. */
  fileName: string | null;
  version: string;
  /** By its SPDX name; null where nobody knows it. */
  licence: string | null;
  origin: EyeOrigin;
  /** SHA-256 of its network, or of its id where it has none; lower-case hexadecimal. */
  contentHash: string;
  /** Numbers that it gives for each photo. */
  featureCount: number;
  /** Of its network; 0 where it has none. */
  byteSize: number;
  /** Of one's own eyes only. */
  preset: EyePreset | null;
  /** Why it cannot be used now; null when it is ready. */
  problem: Problem | null;
}

/** An ONNX file that may become an eye. */
export interface EyeCandidate {
  candidateId: Id;
  fileName: string;
  byteSize: number;
  contentHash: string;
  /** Pixels. */
  width: number;
  height: number;
  layout: 'NCHW' | 'NHWC';
  outputs: { name: string; featureCount: number }[];
  /** The preset that fits best by what the file says. */
  suggestedPreset: EyePreset;
}

/** A photo as a network would be shown it. */
export interface EyePreview {
  /** PNG. */
  picture: Uint8Array;
  /** Of the numbers that the network is given. */
  smallest: number;
  largest: number;
}

/** A network on the internet that may become an eye: what is fetched and from where. */
export interface DownloadableEye {
  name: string;
  address: string;
  licence: string;
  byteSize: number;
}

/** How well a library's labels can be learned through one eye, tried on photos of the training side only. */
export interface EyeTrial {
  eyeId: EyeId;
  eyeName: string;
  status: 'waiting' | 'looking' | 'checking' | 'done' | 'failed';
  /** Photos looked at, of how many. */
  looked: number;
  toLook: number;
  /** Photos answered for by a network that had not learned from them (cross-validation). */
  count: number;
  correct: number;
  /** correct / count, 0 to 1. */
  accuracy: number;
  /** 95% Wilson interval of the accuracy. */
  accuracyInterval: [low: number, high: number];
  /** Looking and checking together. */
  seconds: number;
  problem: Problem | null;
}

export interface CurvePoint {
  epoch: number;
  trainingCost: number;
  validationCost: number;
  /** 0 to 1. */
  validationAccuracy: number;
}

export interface ValidationFigures {
  /** Photos kept aside, never trained on. */
  count: number;
  correct: number;
  /** correct / count, 0 to 1. */
  accuracy: number;
  /** 95% Wilson interval of the accuracy. */
  accuracyInterval: [low: number, high: number];
  cost: number;
  /** confusion[truth][answer], both by category position. */
  confusion: number[][];
}

export interface ModelSummary {
  id: Id;
  name: string;
  isCurrent: boolean;
  createdAt: number;
  libraryId: Id | null;
  /** The library's name when the model was trained; it outlives the library. */
  libraryName: string;
  /** By category position. */
  categoryNames: string[];
  /** Labelled photos it saw in training and validation together, by category position. */
  labelCounts: number[];
  layerSizes: number[];
  settings: TrainingSettings;
  epochsRun: number;
  trainingMilliseconds: number;
  trainingAccuracy: number;
  validation: ValidationFigures;
  /** The eye it looks through, and its name at that time; the eye may have been removed since. */
  eyeId: EyeId;
  eyeName: string;
  /** How the eyes compared where one click chose; empty otherwise. */
  comparison: EyeTrial[];
}

export interface ClassifiedPhoto {
  id: Id;
  fileName: string;
  /** Empty for a pasted picture. */
  path: string;
  modelId: Id;
  modelName: string;
  /** By category position. */
  categoryNames: string[];
  /** Of each category by its position, 0 to 1; null when the photo could not be read. */
  probabilities: number[] | null;
  problem: Problem | null;
}

/**
 * What the networks of eyes run on: the native build of ONNX Runtime, or the one in WebAssembly since there is
 * no native file for this computer, since it could not be loaded, or since it ended its process twice in a row.
 */
export type EyeRuntime =
  | 'native'
  | 'webassembly-without-native'
  | 'webassembly-after-failure'
  | 'webassembly-after-crashes';

export interface Diagnostics {
  appVersion: string;
  electronVersion: string;
  platform: string;
  userDataFolder: string;
  databaseVersion: number;
  imaging: DecoderReport;
  eyeRuntime: EyeRuntime;
  arithmetic: ArithmeticReport;
}

/** What a menu item or its shortcut asks the window to do. */
export type MenuCommand =
  | 'open-folder'
  | 'undo'
  | 'redo'
  | 'select-all'
  | 'show-shortcuts'
  | `go-${'home' | 'photos' | 'learn' | 'answers' | 'models' | 'settings'}`;
