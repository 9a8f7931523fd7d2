/**
 * The one typed list of what the window may ask of the main process (`Calls`) and what it is told
 * without asking (`Events`). Types only: nothing here exists at run time.
 */

import type {
  BringableLabels,
  Category,
  ClassifiedPhoto,
  Diagnostics,
  DownloadableEye,
  EyeCandidate,
  EyeId,
  EyePreset,
  EyePreview,
  EyeSummary,
  Id,
  IgnoredFile,
  LabelConflict,
  LabelSuggestion,
  LibraryContents,
  LibrarySummary,
  Mark,
  MarkChange,
  MenuCommand,
  ModelSummary,
  PhotoColumns,
  PhotoDetail,
  ReplacedPhoto,
  TrainingSettings,
} from './contract/data.ts';
import type { Outcome, Problem } from './contract/problems.ts';
import type { TaskState } from './contract/tasks.ts';

export type * from './contract/data.ts';
export type * from './contract/problems.ts';
export type * from './contract/tasks.ts';

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
  /**
   * Tells where a folder of a library is now, and scans it; without a path a dialog asks. Null when it was
   * closed.
   */
  'libraries.moveFolder': (payload: {
    libraryId: Id;
    folder: string;
    path: string | null;
  }) => { libraryId: Id } | null;
  /** Resolves once the sample can be shown; a task of kind `sample` tells how far its drawing is. */
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

  /** All that are under way, and of those that are over the last of each kind and library. */
  'tasks.list': () => TaskState[];
  /** These three do nothing where the task is over, or does not do such a thing now. */
  'tasks.pause': (payload: { taskId: Id }) => void;
  'tasks.resume': (payload: { taskId: Id }) => void;
  /** Resolves once the task is over. */
  'tasks.cancel': (payload: { taskId: Id }) => void;

  /** The scan of this library that runs already, or a new one. */
  'scan.start': (payload: { libraryId: Id }) => TaskState<'scan'>;
  'scan.ignored': (payload: { libraryId: Id }) => IgnoredFile[];

  'photos.details': (payload: { photoIds: Id[] }) => PhotoDetail[];
  /** Reads failed photos again. */
  'photos.retry': (payload: { libraryId: Id; photoIds: Id[] }) => void;
  'photos.showInFolder': (payload: { photoId: Id }) => void;

  /** Photos that show another picture than the one that was labelled at their path and is nowhere else. */
  'photos.replaced': (payload: { libraryId: Id }) => ReplacedPhoto[];
  /** Tells them no more. To keep the former label, set it. */
  'photos.forgetReplaced': (payload: { libraryId: Id; photoIds: Id[] }) => void;

  /** Resolves once the marks are committed to disk. Copies of a picture are labelled together. */
  'labels.set': (payload: { libraryId: Id; photoIds: Id[]; mark: Mark }) => MarkChange;
  /** Null when there is nothing to undo. */
  'labels.undo': (payload: { libraryId: Id }) => MarkChange | null;
  'labels.redo': (payload: { libraryId: Id }) => MarkChange | null;
  'labels.suggestions': (payload: { libraryId: Id }) => LabelSuggestion[];
  'labels.acceptSuggestions': (payload: {
    libraryId: Id;
    accepted: Pick<LabelSuggestion, 'categoryId' | 'source' | 'word'>[];
  }) => MarkChange;

  /** Pictures whose copies came with different labels; setting a label on one of the photos settles it. */
  'labels.conflicts': (payload: { libraryId: Id }) => LabelConflict[];
  /** What other libraries have labelled of the same pictures; never applied without being asked for. */
  'labels.bringable': (payload: { libraryId: Id }) => BringableLabels[];
  /** One step of the undo history. Where names are taken over, the contents are to be loaded again. */
  'labels.bring': (payload: { libraryId: Id; fromLibraryId: Id }) => MarkChange;

  'eyes.list': () => EyeSummary[];
  /** Looks into an ONNX file without keeping it; without a path a dialog asks. Null when it was closed. */
  'eyes.inspect': (payload: { path: string | null }) => EyeCandidate | null;
  /** A photo of the library (or a drawn one) as the candidate would be shown it. */
  'eyes.preview': (payload: {
    candidateId: Id;
    preset: EyePreset;
    photoId: Id | null;
  }) => EyePreview;
  /** Runs it once in a process that may crash, then keeps a copy of it. */
  'eyes.add': (payload: {
    candidateId: Id;
    name: string;
    preset: EyePreset;
    output: string;
  }) => EyeSummary;
  /** One's own eyes only. Models that look through it stay, and say that it is missing. */
  'eyes.remove': (payload: { eyeId: EyeId }) => void;
  /** The one download that the app knows; nothing is asked of the network for this answer. */
  'eyes.downloadable': () => DownloadableEye;
  /** Starts or continues that download. */
  'eyes.fetch': () => TaskState<'eye-download'>;

  /** Eye null lets one click compare the eyes and choose; settings null takes the one-click settings. */
  'training.start': (payload: {
    libraryId: Id;
    eyeId: EyeId | null;
    settings: TrainingSettings | null;
  }) => TaskState<'training'>;
  /** What suits this library, this eye (null: the default one) and this kind of network. */
  'training.oneClickSettings': (payload: {
    libraryId: Id;
    eyeId: EyeId | null;
    network: TrainingSettings['network'];
  }) => TrainingSettings;

  'models.list': () => ModelSummary[];
  'models.rename': (payload: { modelId: Id; name: string }) => void;
  'models.remove': (payload: { modelId: Id }) => void;
  'models.makeCurrent': (payload: { modelId: Id }) => void;
  /** Asks where, then writes the model as a file of its own. False when the dialog was closed. */
  'models.export': (payload: { modelId: Id }) => boolean;
  /** Adds the model in such a file; without a path a dialog asks. Null when it was closed. */
  'models.open': (payload: { path: string | null }) => ModelSummary | null;

  /** Classifies files and folders with a saved model; without paths a dialog asks. Null when it was closed. */
  'classify.files': (payload: {
    modelId: Id;
    paths: string[] | null;
  }) => TaskState<'classify'> | null;
  'classify.pasted': (payload: {
    modelId: Id;
    fileName: string;
    bytes: Uint8Array;
  }) => TaskState<'classify'>;
  'classify.results': () => ClassifiedPhoto[];
  'classify.showInFolder': (payload: { id: Id }) => void;
  'classify.clear': () => void;
  /** Asks where, then writes the rows in the given order. False when the dialog was closed. */
  'classify.exportCsv': (payload: { ids: Id[]; notSureBelow: number }) => boolean;
}

/** What the window is told without asking: event name → payload. */
export interface Events {
  /** How a task stands; of a training's curve only the points since the last time. */
  'task.changed': TaskState;
  /** `photos` null asks the window to load the contents again. */
  'photos.changed': { libraryId: Id; photos: PhotoColumns | null };
  'models.changed': { currentModelId: Id | null };
  /** A model file was opened from the system's file manager. */
  'models.opened': { modelId: Id };
  'eyes.changed': EyeSummary[];
  'classify.results': ClassifiedPhoto[];
  'menu.command': MenuCommand;
  /** Something failed that no call is waiting for. */
  'app.problem': Problem;
}

/** Tells the window something. */
export type Emit = <Name extends EventName>(name: Name, payload: Events[Name]) => void;

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
 *   thumb://classified/<id>/large          the large one
 * A photo that cannot be read answers with status 404.
 */
