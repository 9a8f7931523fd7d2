/**
 * The one typed list of what the window may ask of the main process (`Calls`) and what it is told
 * without asking (`Events`). Types only: nothing here exists at run time.
 */

export type Id = number;

/** An expected failure, in words for the person at the desk: what happened, and what to do next. */
export interface Problem {
  /** A stable word for tests and styles, for example `file-empty`. */
  code: string;
  message: string;
  nextStep: string;
}

export type Outcome<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** What a person said about a photo: 0 not labelled yet, −1 "neither" (skipped), otherwise a category's id. */
export type Mark = number;
export type Unlabelled = 0;
export type Skipped = -1;

/** One of the two kinds of things in a library. `position` 0 is the kind whose probability the network gives. */
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
/** `PhotoStatus` as it stands in `PhotoColumns.statuses`. */
export type PhotoStatusCode = { found: 0; ready: 1; failed: 2; missing: 3 };

/** Photos as columns, so that 20,000 of them cross to the window in a few milliseconds. */
export interface PhotoColumns {
  photoIds: Uint32Array;
  /** One `Mark` a photo. */
  marks: Int32Array;
  /** One `PhotoStatusCode` a photo. */
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

export interface ScanProgress {
  libraryId: Id;
  phase: 'finding' | 'reading' | 'done' | 'cancelled' | 'failed';
  /** Photos found on disk so far. */
  found: number;
  /** Of the photos new or changed in this scan: all of them, those read well, those that failed. */
  toRead: number;
  read: number;
  failed: number;
  added: number;
  changed: number;
  missing: number;
  renamed: number;
  /** Files that are not photos this app takes; `scan.ignored` lists them. */
  ignored: number;
  problem: Problem | null;
}

export interface IgnoredFile {
  path: string;
  /** In plain words, for example "a video, not a photo". */
  reason: string;
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
}

export interface CurvePoint {
  epoch: number;
  trainingCost: number;
  validationCost: number;
  /** 0 to 1. */
  validationAccuracy: number;
}

export type TrainingPhase =
  'preparing' | 'training' | 'paused' | 'saving' | 'done' | 'cancelled' | 'failed';

export interface TrainingState {
  runId: Id;
  libraryId: Id;
  phase: TrainingPhase;
  /** Photos turned into the network's input, of how many; those that could not be read. */
  prepared: number;
  toPrepare: number;
  unreadable: number;
  epoch: number;
  epochs: number;
  millisecondsLeft: number | null;
  settings: TrainingSettings;
  /** Every point so far in `training.current`; in the event only those since the last one. */
  curve: CurvePoint[];
  /** Set when done. */
  modelId: Id | null;
  problem: Problem | null;
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
  confusion: [[number, number], [number, number]];
}

export interface ModelSummary {
  id: Id;
  name: string;
  isCurrent: boolean;
  createdAt: number;
  libraryId: Id | null;
  /** The library's name when the model was trained; it outlives the library. */
  libraryName: string;
  /** Names by category position; the probability is that of the first. */
  categoryNames: [string, string];
  /** Labelled photos it saw in training and validation together, by category position. */
  labelCounts: [number, number];
  layerSizes: number[];
  settings: TrainingSettings;
  epochsRun: number;
  trainingMilliseconds: number;
  trainingAccuracy: number;
  validation: ValidationFigures;
  /** Name and version of the preprocessing, for example `pixels-64@1`. */
  preprocessing: string;
}

export interface ClassifiedPhoto {
  id: Id;
  fileName: string;
  /** Empty for a pasted picture. */
  path: string;
  modelId: Id;
  modelName: string;
  categoryNames: [string, string];
  /** Probability of the first category, 0 to 1; null when the photo could not be read. */
  probability: number | null;
  problem: Problem | null;
}

export interface ClassifyProgress {
  phase: 'finding' | 'reading' | 'done' | 'cancelled';
  total: number;
  finished: number;
}

export interface SampleProgress {
  drawn: number;
  total: number;
}

export interface Diagnostics {
  appVersion: string;
  electronVersion: string;
  platform: string;
  userDataFolder: string;
  databaseVersion: number;
  /** How photos are decoded, in plain words. */
  imaging: string;
}

/** What a menu item or its shortcut asks the window to do. */
export type MenuCommand =
  'open-folder' | 'undo' | 'redo' | 'select-all' | 'show-home' | 'show-shortcuts';

/** What the window may ask: call name → signature. Every payload is checked by main. */
export interface Calls {
  'app.diagnostics': () => Diagnostics;
  /** Told once the first grid or page is painted; lets main start what can wait. */
  'app.painted': () => void;

  'libraries.list': () => LibrarySummary[];
  /** Opens the library of these folders, or makes one; without paths a dialog asks. Null when the dialog was closed. */
  'libraries.openFolders': (payload: { paths: string[] | null }) => { libraryId: Id } | null;
  /** Adds folders to a library; without paths a dialog asks. Null when the dialog was closed. */
  'libraries.addFolders': (payload: {
    libraryId: Id;
    paths: string[] | null;
  }) => { libraryId: Id } | null;
  'libraries.openSample': () => { libraryId: Id };
  'libraries.contents': (payload: { libraryId: Id }) => LibraryContents;
  'libraries.rename': (payload: { libraryId: Id; name: string }) => void;
  'libraries.renameCategory': (payload: {
    libraryId: Id;
    categoryId: Id;
    name: string;
    key: string;
  }) => Category[];
  /** Forgets a library with its labels (photos stay on disk, but for the sample's own drawn files). Models stay. */
  'libraries.remove': (payload: { libraryId: Id }) => void;

  'scan.start': (payload: { libraryId: Id }) => void;
  'scan.cancel': (payload: { libraryId: Id }) => void;
  'scan.current': (payload: { libraryId: Id }) => ScanProgress | null;
  'scan.ignored': (payload: { libraryId: Id }) => IgnoredFile[];

  'photos.details': (payload: { photoIds: Id[] }) => PhotoDetail[];
  /** Reads failed photos again. */
  'photos.retry': (payload: { libraryId: Id; photoIds: Id[] }) => void;
  'photos.showInFolder': (payload: { photoId: Id }) => void;

  /** Resolves once the marks are committed to disk. */
  'labels.set': (payload: { libraryId: Id; photoIds: Id[]; mark: Mark }) => MarkChange;
  /** Null when there is nothing to undo. */
  'labels.undo': (payload: { libraryId: Id }) => MarkChange | null;
  'labels.redo': (payload: { libraryId: Id }) => MarkChange | null;
  'labels.suggestions': (payload: { libraryId: Id }) => LabelSuggestion[];
  'labels.acceptSuggestions': (payload: {
    libraryId: Id;
    accepted: Pick<LabelSuggestion, 'categoryId' | 'source' | 'word'>[];
  }) => MarkChange;

  /** Settings null takes the one-click settings. */
  'training.start': (payload: {
    libraryId: Id;
    settings: TrainingSettings | null;
  }) => TrainingState;
  /** What one click would train this library with. */
  'training.oneClickSettings': (payload: { libraryId: Id }) => TrainingSettings;
  'training.current': () => TrainingState | null;
  'training.pause': (payload: { runId: Id }) => void;
  'training.resume': (payload: { runId: Id }) => void;
  'training.cancel': (payload: { runId: Id }) => void;

  'models.list': () => ModelSummary[];
  'models.rename': (payload: { modelId: Id; name: string }) => void;
  'models.remove': (payload: { modelId: Id }) => void;
  'models.makeCurrent': (payload: { modelId: Id }) => void;

  /** Classifies files and folders with a saved model; without paths a dialog asks. False when it was closed. */
  'classify.files': (payload: { modelId: Id; paths: string[] | null }) => boolean;
  'classify.pasted': (payload: { modelId: Id; fileName: string; bytes: Uint8Array }) => boolean;
  'classify.cancel': () => void;
  'classify.results': () => ClassifiedPhoto[];
  'classify.clear': () => void;
  /** Asks where, then writes the rows in the given order. False when the dialog was closed. */
  'classify.exportCsv': (payload: { ids: Id[]; notSureBelow: number }) => boolean;
}

/** What the window is told without asking: event name → payload. */
export interface Events {
  'scan.progress': ScanProgress;
  /** `photos` null asks the window to load the contents again. */
  'photos.changed': { libraryId: Id; photos: PhotoColumns | null };
  'sample.progress': SampleProgress;
  'training.progress': TrainingState;
  'models.changed': { currentModelId: Id | null };
  'classify.results': ClassifiedPhoto[];
  'classify.progress': ClassifyProgress;
  'menu.command': MenuCommand;
  /** Something failed that no call is waiting for. */
  'app.problem': Problem;
}

export type CallName = keyof Calls;
export type EventName = keyof Events;
export type Payload<Name extends CallName> =
  Parameters<Calls[Name]> extends [infer Value] ? Value : undefined;
export type Reply<Name extends CallName> = ReturnType<Calls[Name]>;

/** `window.purrceptron`, all that the preload script exposes. */
export interface Bridge {
  call<Name extends CallName>(name: Name, payload: Payload<Name>): Promise<Outcome<Reply<Name>>>;
  /** Returns the function that stops listening. */
  listen<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
  /** The absolute path of a dropped or chosen file; empty when it has none. */
  pathOf(file: File): string;
  platform: 'darwin' | 'win32' | 'linux';
}

/*
 * Pictures are asked for by address, not by call:
 *   thumb://photo/<photoId>?v=<n>          a small JPEG or WebP (longest edge about 320 pixels), upright
 *   thumb://photo/<photoId>/large?v=<n>    upright, longest edge at most 2048 pixels
 *   thumb://classified/<id>                the small picture of a classified photo
 * A photo that cannot be read answers with status 404.
 */
